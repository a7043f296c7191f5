import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '#shared/cli/failure';

/** A new key, `UUID:KEY`. */
export const randomKey = (): string =>
  `${randomUUID()}:${randomBytes(48).toString('base64url').replaceAll(/[-_]/g, 'x')}`;

/** The namespaces and keys of lines NAMESPACE UUID:KEY. Empty lines and lines that begin with # are skipped. */
export function parseKeys(lines: string, file: string): Record<string, string> {
  const namespaces: Record<string, string> = {};
  for (const line of lines.split('\n')) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const [namespace = '', key] = text.split(/\s+/);
    // The text does not contain the line, which may hold a key.
    if (key === undefined) throw new Failure(`A line of ${file} is not NAMESPACE UUID:KEY.`, 2);
    namespaces[namespace] = key;
  }
  return namespaces;
}

/** The path of the file with the key of this user's namespace `guest`, which is created at first use. */
export function guestFile(): string {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'diptych', 'openwhisk');
  const file = join(folder, 'keys');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `guest ${randomKey()}\n`, { mode: 0o600 });
  }
  chmodSync(file, 0o600);
  return file;
}

/** The key of this user's namespace `guest`. */
export function guestKey(): string {
  const file = guestFile();
  return parseKeys(readFileSync(file, 'utf8'), file).guest ?? '';
}
