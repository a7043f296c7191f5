import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fromDisk, isMissing, rethrowFromDisk } from './disk-errors.ts';
import type { FileEntry } from './files.ts';
import { passesLink } from './links.ts';
import { isName } from './names.ts';

/** The files of a folder and the folders in it whose names begin with `prefix`, in the order of the bytes of their names. */
export async function* listFolder(folder: string, prefix: string): AsyncGenerator<FileEntry> {
  const end = prefix.lastIndexOf('/') + 1;
  const isOutside = await passesLink(folder, `${prefix}-`).catch(rethrowFromDisk);
  if (!isOutside) yield* walk(folder, prefix.slice(0, end), prefix.slice(end));
}

async function* walk(folder: string, above: string, beginning: string): AsyncGenerator<FileEntry> {
  const found = await readdir(join(folder, above), { withFileTypes: true }).catch(
    (error: unknown): Dirent[] => {
      if (isMissing(error)) return [];
      throw fromDisk(error);
    },
  );
  const sorted = found
    .filter(({ name }) => name.startsWith(beginning) && isName(name))
    // A folder has its place among the files where its slash puts it.
    .map((entry) => ({ entry, place: Buffer.from(entry.isDirectory() ? `${entry.name}/` : entry.name) }))
    .sort((one, other) => Buffer.compare(one.place, other.place));
  for (const { entry } of sorted) {
    const name = `${above}${entry.name}`;
    if (entry.isDirectory()) yield* walk(folder, `${name}/`, '');
    else yield* await entriesOf(folder, name);
  }
}

/** None for a file that was removed meanwhile, and for what is no file. */
async function entriesOf(folder: string, name: string): Promise<FileEntry[]> {
  try {
    const status = await lstat(join(folder, name));
    return status.isFile() ? [{ name, size: status.size, modified: status.mtime }] : [];
  } catch (error) {
    if (isMissing(error)) return [];
    throw fromDisk(error);
  }
}
