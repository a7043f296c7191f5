import { malformed } from '../server/refusal.ts';
import type { EntityName } from './entities.ts';

const pattern = /^\w(?:[\w@ .&-]*[\w@.&-])?$/;
const longest = 256;

/** Whether the text may be the name of an entity or namespace. */
export function isName(text: string): boolean {
  return text.length <= longest && pattern.test(text);
}

/** Throws unless the text may be a name. */
export function checkName(text: string): string {
  if (text.length > longest)
    throw malformed(`A name is longer than allowed: ${text.length} > ${longest} characters.`);
  if (isName(text)) return text;
  throw malformed(
    `'${text}' is not a name: use letters, digits, _ and, not first, space @ . & - (no space last).`,
  );
}

/** Reads `/ns/name`, `/ns/pkg/name` (the first slash may be missing, `_` is the caller's namespace). */
export function parseFullName(text: string, own: string, what: string): EntityName {
  const parts = (text.startsWith('/') ? text.slice(1) : text).split('/');
  // In a sequence OpenWhisk takes all between the first and the last for a package, and then misses that.
  const most = what === 'component' ? Number.POSITIVE_INFINITY : 3;
  if (parts.length < 2 || parts.length > most || !parts.every(isName)) {
    throw malformed(
      `The ${what} '${text}' is not a full name; write it as /namespace/name or /namespace/package/name.`,
    );
  }
  const [namespace = '', ...rest] = parts;
  const name = rest.pop() ?? '';
  return { path: [namespace === '_' ? own : namespace, ...rest].join('/'), name };
}

/** `path/name`. */
export function qualifiedName(name: EntityName): string {
  return `${name.path}/${name.name}`;
}
