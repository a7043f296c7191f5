import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The one folder of this user in which everything lies that was fetched: `$XDG_CACHE_HOME/diptych`. */
export function cacheFolder(...parts: string[]): string {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'diptych', ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
