import { notFound } from '#shared/errors';
import type { Part } from '#shared/observe/health';
import { openFiles } from '#shared/state/files/open-files';
import { config } from './config.ts';

export const files = openFiles(config.FILES_URL);

/** Healthy when files can be listed. */
export const filesPart: Part = {
  isHealthy: () =>
    totalSize('health_check/').then(
      () => true,
      () => false,
    ),
};

/** The bytes of a file. Throws `not-found`. */
export async function sizeOf(name: string): Promise<number> {
  // The file itself is the first one whose name begins with its name.
  for await (const file of files.list(name)) {
    if (file.name === name) return file.size;
    break;
  }
  throw notFound(`there is no file ${name}`);
}

/** The bytes of all files whose names begin with `prefix`. */
export async function totalSize(prefix: string): Promise<number> {
  let total = 0;
  for await (const { size } of files.list(prefix)) total += size;
  return total;
}

/** Removes all files whose names begin with `prefix`. */
export async function removeAll(prefix: string): Promise<void> {
  for await (const { name } of files.list(prefix)) await files.remove(name);
}

/** Writes one file over another one, or over itself, which changes nothing. Throws `not-found`. */
export async function copy(from: string, to: string): Promise<void> {
  await files.write(to, await files.read(from));
}
