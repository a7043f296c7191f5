import { malformed } from '../server/refusal.ts';
import type { EntityName } from './entities.ts';

const pattern = /^\w(?:[\w@ .&-]*[\w@.&-])?$/;
const maxLength = 256;

/** Whether the text is a valid name of an entity or namespace. */
export function isName(text: string): boolean {
  return text.length <= maxLength && pattern.test(text);
}

/** Returns the text if it is a valid name; throws 400 otherwise. */
export function checkName(text: string): string {
  if (text.length > maxLength)
    throw malformed(`A name is longer than allowed: ${text.length} > ${maxLength} characters.`);
  if (isName(text)) return text;
  throw malformed(
    `'${text}' is not a name: use letters, digits, _ and, not first, space @ . & - (no space last).`,
  );
}

/** Parses `/ns/name` or `/ns/pkg/name`; the first slash is optional, and `_` means the caller's namespace `own`. Throws 400. */
export function parseFullName(text: string, own: string, what: string): EntityName {
  const parts = (text.startsWith('/') ? text.slice(1) : text).split('/');
  // For a component of a sequence, OpenWhisk treats all parts in the middle as a package, and then does not find that package.
  const maxParts = what === 'component' ? Number.POSITIVE_INFINITY : 3;
  if (parts.length < 2 || parts.length > maxParts || !parts.every(isName)) {
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
