import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippetCompletion,
} from '@codemirror/autocomplete';
import { commands, environments } from './commands.ts';

/** What a project has to complete. */
export interface Completable {
  labels: readonly string[];
  keys: readonly string[];
  /** The paths of all documents and files. */
  paths: readonly string[];
  /** Commands of the packages in use, as `\name{$1}`. */
  snippets: readonly { caption: string; snippet: string; meta: string }[];
}

/** `{}` and `[]` as places to fill in. */
function placesIn(shape: string): string {
  let place = 0;
  return shape.replace(/\$\d|[{[](?=[}\]])/g, (found) => {
    place += 1;
    return found.startsWith('$') ? `#{${place}}` : `${found}#{${place}}`;
  });
}

const command = (name: string, shape: string, detail = ''): Completion =>
  snippetCompletion(`\\${name}${placesIn(shape)}`, {
    label: `\\${name}`,
    detail: shape.replace(/\$\d/g, '') + (detail && ` ${detail}`),
    type: 'function',
  });

const common = Object.entries(commands).map(([name, shape]) => command(name, shape));
const begin = snippetCompletion('\\begin{#{1}}', { label: '\\begin', detail: '{…}', type: 'keyword' });
const wholeEnvironments = Object.entries(environments).map(([name, inside]) =>
  snippetCompletion(`\\begin{${name}}\n\t${inside.replace(/\{\}/g, '{#{}}')}#{}\n\\end{${name}}`, {
    label: `\\begin{${name}}`,
    type: 'keyword',
    boost: -1,
  }),
);

/** Commands whose argument is one of what the project has. */
const argumentKinds: [kind: 'labels' | 'keys' | 'texts' | 'pictures' | 'bibliographies' | 'ends', RegExp][] =
  [
    ['labels', /\\(?:[a-zA-Z]*ref|cref(?:range)?|Cref)\*?\{(?:[^{}]*,)?\s*([^{},]*)$/],
    ['keys', /\\[a-zA-Z]*cite[a-zA-Z]*\*?(?:\[[^\]]*\])*\{(?:[^{}]*,)?\s*([^{},]*)$/],
    ['texts', /\\(?:input|include|subfile)\{([^{}]*)$/],
    ['pictures', /\\includegraphics\*?(?:\[[^\]]*\])?\{([^{}]*)$/],
    ['bibliographies', /\\(?:bibliography|addbibresource)(?:\[[^\]]*\])?\{(?:[^{}]*,)?\s*([^{},]*)$/],
    ['ends', /\\end\{([^{}]*)$/],
  ];

const ends = { texts: /\.tex$/i, pictures: /\.(png|jpe?g|pdf|eps|svg)$/i, bibliographies: /\.bib$/i };

/** Completes what is before the cursor from what the project has. */
export const completeFrom =
  (project: () => Completable) =>
  (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    for (const [kind, expression] of argumentKinds) {
      const typed = expression.exec(before)?.[1];
      if (typed !== undefined)
        return {
          from: context.pos - typed.length,
          options: optionsOf(kind, project(), context),
          validFor: /^[^{},\\]*$/,
        };
    }
    return completeCommand(before, context, project());
  };

function completeCommand(
  before: string,
  context: CompletionContext,
  project: Completable,
): CompletionResult | null {
  const typed = /\\(?:begin\{[a-zA-Z*]*|[a-zA-Z]*)$/.exec(before)?.[0];
  if (
    typed === undefined ||
    isEscaped(before, typed) ||
    (typed === '\\' && !context.explicit && before.endsWith('\\\\'))
  )
    return null;
  const known = new Set(Object.keys(commands));
  const ofPackages = project.snippets.map(({ caption, snippet, meta }) => {
    const name = /^\\(\w+)/.exec(caption)?.[1] ?? '';
    known.add(name);
    return command(name, snippet.slice(name.length + 1), meta.replace(/-cmd$/, ''));
  });
  const own = [...definedIn(context.state.doc.toString())].filter(([name]) => !known.has(name));
  return {
    from: context.pos - typed.length,
    // The brace that was closed by itself belongs to what is completed.
    to: context.pos + (typed.includes('{') && after(context) === '}' ? 1 : 0),
    options: [
      ...wholeEnvironments,
      begin,
      ...common,
      ...ofPackages,
      ...own.map(([name, shape]) => command(name, shape)),
    ],
    validFor: /^\\(?:begin\{[a-zA-Z*]*|[a-zA-Z]*)$/,
  };
}

const after = ({ state, pos }: CompletionContext): string => state.sliceDoc(pos, pos + 1);

/** Whether the backslash belongs to one before it. */
const isEscaped = (before: string, typed: string): boolean =>
  (/\\*$/.exec(before.slice(0, before.length - typed.length))?.[0].length ?? 0) % 2 === 1;

const definition = /\\(?:new|renew|provide)command\*?\s*\{?\\([a-zA-Z]+)\}?(?:\[(\d)\])?/g;

/** The commands that a text defines, and their arguments. */
function* definedIn(text: string): Generator<[name: string, shape: string]> {
  for (const [, name = '', count = '0'] of text.matchAll(definition))
    yield [name, '{}'.repeat(Number(count))];
}

function optionsOf(
  kind: (typeof argumentKinds)[number][0],
  { labels, keys, paths }: Completable,
  context: CompletionContext,
): Completion[] {
  const named = (names: Iterable<string>, type: string) =>
    [...new Set(names)].map((label): Completion => ({ label, type }));
  if (kind === 'labels') return named([...labels, ...labelsIn(context.state.doc.toString())], 'constant');
  if (kind === 'keys') return named(keys, 'constant');
  if (kind === 'ends') return named(openAt(context), 'keyword');
  return named(
    paths.filter((path) => ends[kind].test(path)),
    'text',
  );
}

const label = /\\label\{([^{}]{1,80})\}/g;
const labelsIn = (text: string): string[] => [...text.matchAll(label)].map(([, name = '']) => name);

/** Characters before the cursor in which environments are looked for. */
const lookBack = 100_000;

/** The environments that are open at the cursor, the innermost first. */
function openAt({ state, pos }: CompletionContext): string[] {
  const open: string[] = [];
  const text = state.doc.sliceString(Math.max(0, pos - lookBack), pos);
  for (const [, kind, name = ''] of text.matchAll(/\\(begin|end)\{([^{}]*)\}/g)) {
    if (kind === 'begin') open.unshift(name);
    else if (open[0] === name) open.shift();
  }
  return open;
}
