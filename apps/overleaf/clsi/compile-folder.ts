import { isUtf8 } from 'node:buffer';
import { execFile } from 'node:child_process';
import { chmod, lchown, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '#shared/state/files/disk-errors';
import { nameBytes, pathBytes } from './names.ts';

/**
 * The files of a folder, by their paths in it. Removed first is what a compile may have left to harm this process: what is neither a file
 * nor a folder, such as a symbolic link, behind which it would read or write what is not the project's, and what has no path that it could
 * name. Nothing else may be at work in the folder.
 */
export async function sweptFiles(folder: string): Promise<string[]> {
  const paths: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of await entriesOf(join(folder, below))) {
      const path = join(below, entry.name.toString());
      const whole = join(folder, path);
      if (!isUtf8(entry.name)) await removeUnnamed(join(folder, below), entry.name);
      else if (Buffer.byteLength(whole) + nameBytes > pathBytes) await removeTree(whole);
      else if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) paths.push(path);
      else await rm(whole, { force: true });
    }
  };
  await walk('');
  return paths.sort();
}

/** Removes a file, or a folder with all in it, however deep: Node's own `rm` ends where a path becomes too long. */
const removeTree = (path: string): Promise<unknown> => promisify(execFile)('rm', ['-rf', '--', path]);

/** Removes what has a name that is no text. */
const removeUnnamed = (folder: string, name: Buffer): Promise<void> =>
  rm(Buffer.concat([Buffer.from(`${folder}/`), name]), { recursive: true, force: true });

/** The entries of a folder, which a compile may have closed to its owner. */
async function entriesOf(folder: string) {
  const read = () => readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  try {
    return await read();
  } catch (error) {
    if (codeOf(error) !== 'EACCES') throw error;
    await chmod(folder, 0o700);
    return read();
  }
}

/** Makes the folder of a place, if there is none. */
export const makeFolder = (folder: string): Promise<unknown> => mkdir(folder, { recursive: true });

/** Removes a folder with what is in it, also what a compile has closed to its owner. */
export async function removeFolder(folder: string): Promise<void> {
  await sweptFiles(folder).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
  await removeTree(folder);
}

/** Gives a folder and all in it to a user. */
export async function giveTo(user: number, folder: string): Promise<void> {
  await lchown(folder, user, user);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await giveTo(user, path);
    else await lchown(path, user, user);
  }
}
