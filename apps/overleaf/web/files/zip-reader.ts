import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { invalid, messageOf, ServiceError, tooLarge } from '#shared/errors';
import { temporaryPrefix } from '#shared/process/temporary';
import { codeOf } from '#shared/state/files/disk-errors';
import { isBlockedAtTop, isName } from '../tree/names.ts';
import type { LocalFile } from './local-file.ts';
import { isSkipped } from './skipped.ts';

/** A file out of an archive, with its path in the project, such as `chapters/one.tex`. */
export interface UnpackedFile extends LocalFile {
  inProject: string;
}

/** What an archive may hold, as in the original; and a file, because filestore takes no larger one. */
const limits = { entries: 2000, bytes: 300 * 1024 * 1024, fileBytes: 50 * 1024 * 1024 };

const refused = (text: string, cause?: unknown) => invalid(`Invalid zip file: ${text}`, cause);

/**
 * Unpacks an archive into a temporary folder, does `work` with the files that belong to a project, and removes the folder. A folder that
 * all files are in is left out of their paths. Throws `invalid` for what is no archive of a project, and `too-large`; what its headers
 * say about sizes is not believed.
 */
export async function withUnpacked<Result>(
  archive: string,
  work: (files: UnpackedFile[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(temporaryPrefix('zip'));
  try {
    return await work(await unpack(archive, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(archive: string, folder: string): Promise<UnpackedFile[]> {
  const zip = await openPromise(archive, { autoClose: false }).catch(unlessOurs);
  try {
    if (zip.entryCount > limits.entries)
      throw refused(`it has ${zip.entryCount} entries, and may have at most ${limits.entries}`);
    const files: UnpackedFile[] = [];
    const budget = { left: limits.bytes };
    for await (const entry of zip.eachEntry()) {
      check(entry);
      if (entry.fileName.endsWith('/') || isSkipped(entry.fileName)) continue;
      const inProject = pathOf(entry);
      const path = join(folder, String(files.length));
      files.push({ inProject, path, size: await extract(zip, entry, path, budget) });
    }
    if (files.length === 0) throw refused('it has no files');
    checkPaths(files.map(({ inProject }) => inProject));
    const inProject = withoutCommonFolder(files);
    checkTop(inProject);
    return inProject;
  } catch (error) {
    return unlessOurs(error);
  } finally {
    zip.close();
  }
}

/** What the library says of an archive is the fault of the archive; what the disk says is not. */
function unlessOurs(error: unknown): never {
  if (error instanceof ServiceError || /^E[A-Z]+$/.test(codeOf(error))) throw error;
  throw refused(messageOf(error), error);
}

/** The bits of a file's mode, in the archives of Unix, that tell what kind of file it is. */
const kindBits = 0o170000;
const kinds = { unknown: 0, file: 0o100000, folder: 0o040000 };

function check(entry: Entry): void {
  const kind = (entry.externalFileAttributes >>> 16) & kindBits;
  if (!Object.values(kinds).includes(kind)) throw refused(`"${entry.fileName}" is a link or a device`);
  if (entry.isEncrypted()) throw refused('it is encrypted');
}

/** The path of a file. Throws `invalid` where a part of it is no name. */
function pathOf({ fileName }: Entry): string {
  const parts = fileName.split('/').map((part) => part.trim());
  const wrong = parts.find((part) => !isName(part));
  if (wrong !== undefined) throw refused(`"${wrong}" in it cannot be the name of a file`);
  return parts.join('/');
}

async function extract(zip: ZipFile, entry: Entry, path: string, budget: { left: number }): Promise<number> {
  let size = 0;
  async function* counted(content: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      size += chunk.length;
      budget.left -= chunk.length;
      if (size > limits.fileBytes) throw tooLarge(`"${entry.fileName}" in the zip file has more than 50 MiB`);
      if (budget.left < 0) throw tooLarge('the files in the zip file have more than 300 MiB together');
      yield chunk;
    }
  }
  await pipeline(await zip.openReadStreamPromise(entry), counted, createWriteStream(path, { flags: 'wx' }));
  return size;
}

/** Throws `invalid` when two files have the same path, or one has the path of a folder. */
function checkPaths(paths: readonly string[]): void {
  const folders = new Set(
    paths.flatMap((path) => path.split('/').map((_, at, parts) => parts.slice(0, at).join('/'))),
  );
  const seen = new Set<string>();
  for (const path of paths) {
    if (seen.has(path) || folders.has(path)) throw refused(`it has "${path}" twice`);
    seen.add(path);
  }
}

/** Throws `invalid` when something at the top of the project would have a name that is blocked there. */
function checkTop(files: readonly UnpackedFile[]): void {
  const names = files.map(({ inProject }) => inProject.split('/')[0] ?? '');
  const blocked = names.find(isBlockedAtTop);
  if (blocked !== undefined) throw refused(`"${blocked}" in it cannot be at the top of a project`);
}

function withoutCommonFolder(files: UnpackedFile[]): UnpackedFile[] {
  const [first = ''] = files[0]?.inProject.split('/') ?? [];
  const isCommon = files.every(({ inProject }) => inProject.startsWith(`${first}/`));
  if (!isCommon) return files;
  return files.map((file) => ({ ...file, inProject: file.inProject.slice(first.length + 1) }));
}
