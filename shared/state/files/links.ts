import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing } from './disk-errors.ts';

/**
 * Whether a folder in the path of a name is a symbolic link, which may lead out of the folder of all files. Like links to files, it is
 * no part of the folder. This protects from links that are there, not from a program that puts them there at the same moment.
 */
export async function passesLink(folder: string, name: string): Promise<boolean> {
  for (let parent = dirname(name); parent !== '.'; parent = dirname(parent))
    if (await isLink(join(folder, parent))) return true;
  return false;
}

/** The error for a file whose path passes a link: there is no such file. */
export const behindLink = (): Error => Object.assign(new Error('a link is no folder'), { code: 'ENOENT' });

const isLink = (path: string): Promise<boolean> =>
  lstat(path).then(
    (status) => status.isSymbolicLink(),
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
