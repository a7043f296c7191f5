import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { missing } from '#shared/cli/failure';

/** Creates and returns a folder in this user's cache of downloaded files, `$XDG_CACHE_HOME/diptych`. Throws a failure if it cannot. */
export function cacheFolder(...parts: string[]): string {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'diptych', ...parts);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw missing(`The cache folder ${folder} cannot be created (${error}): name another in XDG_CACHE_HOME`);
  }
  return folder;
}
