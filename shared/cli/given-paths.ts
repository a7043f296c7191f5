import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf } from '../errors.ts';
import { Failure } from './failure.ts';

/**
 * Makes a folder that a person names, and those above it; `mode` is that of new ones. Throws a failure, which begins with `what` such as
 * `--data`, when it cannot be made or when no file can be made in it.
 */
export function makeFolder(what: string, folder: string, mode = 0o777): void {
  if (folder === '') throw new Failure(`${what} is empty: name a folder.`, 2);
  try {
    makeEach(resolve(folder), mode);
    // Permissions do not tell: nobody can make a file in /proc, and root not on a disk that is read-only.
    rmdirSync(mkdtempSync(join(folder, '.trial-')));
  } catch (error) {
    throw new Failure(
      `${what} ${folder}: this folder cannot be used (${reasonOf(error)}). Name one in which you may make files.`,
      2,
    );
  }
}

/** The recursive call of Node never ends below /proc, where a folder can be seen and its entries cannot be made. */
function makeEach(path: string, mode: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeEach(dirname(path), mode);
  mkdirSync(path, { mode });
}

/**
 * The content of a file that a person names. Throws a failure, which begins with `what`, when it cannot be read, or is a folder or a
 * device, which may have no end.
 */
export function readGivenFile(what: string, file: string): Buffer {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new Failure(`${what} ${file} does not exist.`, 2);
  if (!found.isFile()) throw new Failure(`${what} ${file} is ${kindOf(found)}: name a regular file.`, 2);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Failure(`${what} ${file} cannot be read: ${reasonOf(error)}.`, 2);
  }
}

/** Throws a failure, which begins with `what`, when at the path of a file to be written is something that is no regular file. */
export function checkIsReplaceable(what: string, file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return;
  throw new Failure(
    `${what}: ${file} is ${kindOf(found)}, which is not replaced. Remove it, or name another folder.`,
    2,
  );
}

type Stats = NonNullable<ReturnType<typeof statSync>>;

function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder';
  return found.isFIFO() ? 'a pipe' : 'a device or a socket';
}

/** The words of an error without the call and the path, which the sentence has: `EACCES: permission denied`. */
const reasonOf = (error: unknown): string => messageOf(error).replace(/, \w+ '.*'$/, '');
