import * as z from 'zod';

const longestName = 149;

/** What no name may have: what separates folders, wildcards, control characters, and characters beyond the basic plane. */
const forbidden = /[/\\*\p{Cc}\p{Cs}\u{10000}-\u{10ffff}]/u;

/** Names that a member of every JavaScript object has; clients keep the top of the tree in objects. */
const blocked = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

/** Whether something may be called so. */
export const isName = (name: string): boolean =>
  name !== '' && name.length <= longestName && !forbidden.test(name) && name !== '.' && name !== '..';

/** Whether something at the top of a project may be called so. */
export const isBlockedAtTop = (name: string): boolean => blocked.has(name);

const text = z
  .string('must be a text')
  .trim()
  .min(1, 'may not be empty')
  .max(longestName, `may have at most ${longestName} characters`);

/** The name of a document, file or folder in a body; blanks around it do not count. */
export const entityName = text.refine(isName, 'invalid element name');
