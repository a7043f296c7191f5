import { chmod, lchown, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '#shared/state/files/disk-errors';

/**
 * The files of a folder, by their paths in it. What is neither a file nor a folder is removed first: a compile may have left a
 * symbolic link there, behind which this process would read or write what is not the project's. Nothing else may be at work in the
 * folder.
 */
export async function sweptFiles(folder: string): Promise<string[]> {
  const paths: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of await entriesOf(join(folder, below))) {
      const path = join(below, entry.name);
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) paths.push(path);
      else await rm(join(folder, path), { force: true });
    }
  };
  await walk('');
  return paths.sort();
}

/** The entries of a folder, which a compile may have closed to its owner. */
async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) !== 'EACCES') throw error;
    await chmod(folder, 0o700);
    return readdir(folder, { withFileTypes: true });
  }
}

/** Makes the folder of a place, if there is none. */
export const makeFolder = (folder: string): Promise<unknown> => mkdir(folder, { recursive: true });

/** Removes a folder with what is in it, also what a compile has closed to its owner. */
export async function removeFolder(folder: string): Promise<void> {
  await sweptFiles(folder).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
  await rm(folder, { recursive: true, force: true });
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
