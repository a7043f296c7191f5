import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Creates and returns a folder in this user's cache of downloaded files, `$XDG_CACHE_HOME/diptych`. */
export function cacheFolder(...parts: string[]): string {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'diptych', ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
