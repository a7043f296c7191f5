import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '#shared/app/define-app';
import { newSecrets } from './secrets.ts';

/**
 * Writes the file `.env` beside the compose files in a folder, with new secrets of an application, which Compose reads and only the user
 * may read. Returns its path; undefined where there is one already, which stays as it is.
 */
export function writeEnvFile(app: App, folder: string): string | undefined {
  const path = join(folder, '.env');
  const lines = Object.entries(newSecrets(app, {})).map(([name, value]) => `${name}=${value}\n`);
  try {
    writeFileSync(path, lines.join(''), { flag: 'wx', mode: 0o600 });
    return path;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw error;
  }
}
