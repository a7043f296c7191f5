import { invalid } from '../../errors.ts';
import type { ByteRange } from './files.ts';

/** Bytes that a name may have as UTF-8, which is S3's limit, and each part of it between slashes, which is that of file systems. */
export const longestName = 1024;
const longestPart = 255;

/** The beginning of the names of a driver's unfinished files, which no list shows. */
export const unfinishedPrefix = '.unfinished-';

/**
 * Checks a name: parts between slashes, none empty, `.` or `..`, without control characters and backslashes, so that it means the
 * same in every store and never leaves its folder; `links.ts` sees to symbolic links. Throws `invalid`.
 */
export function checkName(name: string): string {
  for (const part of checkLength(name).split('/')) {
    if (part === '') throw refused(name, 'has an empty part: write a/b, neither /a nor a//b nor a/');
    checkPart(name, part);
  }
  return name;
}

/** Whether a text can be a name, or a part of one. */
export function isName(text: string): boolean {
  try {
    checkName(text);
    return true;
  } catch {
    return false;
  }
}

/** Checks the beginning of a name; its last part may be empty or the beginning of one. Throws `invalid`. */
export function checkPrefix(prefix: string): string {
  const parts = checkLength(prefix).split('/');
  const last = parts.pop() ?? '';
  for (const part of parts) {
    if (part === '') throw refused(prefix, 'has an empty part: write a/, neither /a nor a//');
    checkPart(prefix, part);
  }
  checkText(prefix, last);
  return prefix;
}

/** Checks a part of a file before it is known how long the file is. Throws `invalid`. */
export function checkRange({ first, last = first }: ByteRange): void {
  if (Number.isSafeInteger(first) && Number.isSafeInteger(last) && first >= 0 && last >= first) return;
  throw invalid(
    `bytes ${first} to ${last} are no part of a file: first and last are whole numbers from 0 up`,
  );
}

/** The error for a part that begins after the last byte. */
export const outOfRange = (name: string): Error =>
  invalid(`the file ${name} has fewer bytes: the part that is asked for begins after the last one`);

function checkLength(name: string): string {
  if (Buffer.byteLength(name) > longestName) throw refused(name, `has more than ${longestName} bytes`);
  return name;
}

function checkPart(name: string, part: string): void {
  if (part === '.' || part === '..') throw refused(name, `has the part ${part}`);
  if (part.startsWith(unfinishedPrefix))
    throw refused(name, `has a part that begins with ${unfinishedPrefix}`);
  checkText(name, part);
}

function checkText(name: string, part: string): void {
  if (Buffer.byteLength(part) > longestPart)
    throw refused(name, `has a part of more than ${longestPart} bytes`);
  if (/[\p{Cc}\p{Cs}\\]/u.test(part))
    throw refused(name, 'has a control character, a backslash or half a character');
}

/** The error quotes at most the beginning of a name, and no control characters. */
const refused = (name: string, why: string) =>
  invalid(`the file name ${JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name)} ${why}`);
