import * as z from 'zod';

/** What was asked for: the fields of the body, of which a refusal may speak. */
export type Asked = object | undefined;

const refusal = z.union([
  z.object({ message: z.string() }).transform(({ message }) => message),
  // So uploads are refused.
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ errorReason: z.string() }).transform(({ errorReason }) => errorReason),
]);

/** What the site says in codes and short words, which other clients know. */
const sentences: Record<string, (name: string) => string> = {
  'file already exists': (name) => `there is already something called ${name} here: choose another name`,
  'invalid element name': badName,
  invalid_filename: badName,
  'blocked element name': (name) =>
    `nothing at the top of a project can be called ${name}: choose another name, or put it into a folder`,
  'destination folder is a child folder of me': () =>
    'a folder cannot be moved into itself or into a folder in it: choose another one',
  project_has_too_many_files: () =>
    'a project can have 2000 files and folders, and this one has them: delete some, or begin another project',
  restricted: () => 'you may not do this here: ask the owner of the project for the right to',
  'Forbidden: the csrf token is missing or wrong; load the page again': () =>
    'this page has been open too long: load it again, and then try again',
  Unauthorized: () => 'you are not logged in any more: log in in another tab, and try again here',
  'invalid session': () => 'you are not logged in any more: load the page again to log in',
  'not authorized': () => 'you may not open it: ask its owner for an invitation',
  'doc updater could not load requested ops': () =>
    'this document is not there any more: open another one, or look into the history',
  'Something went wrong in real-time service': () => 'the site has failed: load the page again in a minute',
  invalid_email: (address) => `${address} is no e-mail address: look for a mistake in it`,
};

function badName(name: string): string {
  return `${name} cannot be a name: choose one of at most 149 characters, without / \\ * and emoji, and not . or ..`;
}

/** What fields of a body are called for people. Others are called as they are, with blanks between their words. */
const labels: Record<string, string> = {
  newProjectName: 'name',
  projectName: 'name',
  email: 'address',
  url: 'URL',
};

/** Where the site has nothing to say itself. */
const failures = new Map([
  [401, 'you are not logged in any more: log in in another tab, and try again here'],
  [403, 'you may not do this: load the page again, or ask the owner of the project'],
  [404, 'this is not there any more: load the page again'],
  [413, 'this is too large for the site: make it smaller'],
  [429, 'this was asked for too often: try again in a minute'],
]);

/** What the site says about a request that it refuses, as a sentence for people that names what was `asked` for. */
export function wordsOf(status: number, text: string, asked?: Asked): string {
  const said = saidIn(text);
  const ofStatus = failures.get(status) ?? `the site has failed with ${status}: try again in a minute`;
  // What begins with a small letter is said to those who run the site.
  if (said === undefined || (status >= 500 && /^[a-z]/.test(said))) return ofStatus;
  const sentence = Object.hasOwn(sentences, said) ? sentences[said] : undefined;
  return (
    sentence?.(nameIn(asked)) ??
    said
      .split('; ')
      .map((each) => withLabel(each, asked))
      .join('; ')
  );
}

function saidIn(text: string): string | undefined {
  try {
    return refusal.safeParse(JSON.parse(text)).data;
  } catch {
    return text === '' || text.length >= 300 || text.startsWith('<') ? undefined : text;
  }
}

/** Says the field that a problem begins with in words, with its value: `name: may not be empty`. */
function withLabel(problem: string, asked: Asked): string {
  const [, path, rest = ''] = /^([a-z_]\w*(?:\.\w+)*): (.*)$/s.exec(problem) ?? [];
  if (path === undefined) return problem;
  const field = path.split('.').at(-1) ?? path;
  if (path === 'body' || /^[A-Z]/.test(rest)) return rest;
  const label =
    labels[field] ??
    field
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll('_', ' ')
      .toLowerCase();
  const value = /password|token/i.test(path) ? '' : shown(valueAt(asked, path.split('.')));
  return `the ${label}${value && ` ${value}`} ${rest}`;
}

const nameIn = (asked: Asked): string =>
  shown(valueAt(asked, ['name']) ?? valueAt(asked, ['email'])) || 'this';

/** A text between quotation marks, its beginning if it is long; nothing for what is no text. */
const shown = (value: unknown): string => {
  if (typeof value !== 'string' || value === '') return '';
  return `“${value.length > 60 ? `${value.slice(0, 60)}…` : value}”`;
};

const valueAt = (value: unknown, [first, ...rest]: string[]): unknown =>
  first === undefined ? value : valueAt(new Map(Object.entries(Object(value))).get(first), rest);
