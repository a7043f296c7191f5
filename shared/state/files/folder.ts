import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, mkdir, open, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { conflict, notFound } from '../../errors.ts';
import { withWait } from '../../observe/context.ts';
import { catchLater, copyToLocal, digestOf, writeNewFile } from './content.ts';
import { codeOf, fromDisk, isMissing, rethrowFromDisk } from './disk-errors.ts';
import type { ByteRange, Content, Digest, FileStat, Files } from './files.ts';
import { listFolder } from './folder-list.ts';
import { behindLink, passesLink } from './links.ts';
import { checkName, checkPrefix, checkRange, outOfRange, unfinishedPrefix } from './names.ts';

/**
 * Files in a folder, which is made when it is needed; a part of a name is a folder in it. All processes that share the folder may
 * use it at the same time, and other programs too: they should put a file there under another name and rename it. A write goes
 * to a file `.unfinished-*` in the folder and is renamed; a process that is killed leaves that file behind, and no list shows it.
 *
 * Unlike S3, a folder cannot hold both `a` and `a/b`: the second of them is refused with `conflict`. A symbolic link in the folder is
 * neither a file nor a folder of it, because it may lead elsewhere.
 */
export function folderFiles(folder: string): Files {
  /** The path of a name, for `work`. */
  const at = async <Result>(name: string, work: (path: string) => Promise<Result>): Promise<Result> => {
    if (await passesLink(folder, name)) throw behindLink();
    return work(join(folder, name));
  };
  const files: Files = {
    async read(name, range) {
      checkName(name);
      if (range !== undefined) checkRange(range);
      return onDisk(name, () => at(name, (path) => openForReading(path, name, range)));
    },
    async write(name, content, { ifAbsent = false } = {}) {
      checkName(name);
      return withWait('store', () => write(folder, name, content, ifAbsent));
    },
    async stat(name) {
      checkName(name);
      return onDisk(name, () => at(name, (path) => statOf(path, name)));
    },
    list: (prefix = '') => listFolder(folder, checkPrefix(prefix)),
    async remove(name) {
      checkName(name);
      await onDisk(name, () => at(name, unlink).catch(unlessMissing(undefined)));
      await prune(folder, name);
    },
    async compareAndRemove(name, hash) {
      checkName(name);
      const remove = (path: string) => removeIf(folder, path, hash);
      const isRemoved = await onDisk(name, () => at(name, remove).catch(unlessMissing(false)));
      if (isRemoved) await prune(folder, name);
      return isRemoved;
    },
    localCopy: async (name) => copyToLocal(name, await files.read(name)),
    close: async () => undefined,
  };
  return files;
}

/** A path in the folder that no list shows. */
const unfinishedIn = (folder: string): string => join(folder, `${unfinishedPrefix}${randomUUID()}`);

async function write(folder: string, name: string, content: Content, ifAbsent: boolean): Promise<Digest> {
  const part = unfinishedIn(folder);
  catchLater(content);
  try {
    await mkdir(folder, { recursive: true }).catch(rethrowFromDisk);
    const digest = await writeNewFile(part, content);
    if (await passesLink(folder, name).catch(rethrowFromDisk))
      throw conflict(`${name} cannot be a file: a part of it is a symbolic link`);
    await place(part, join(folder, name), name, ifAbsent);
    return digest;
  } finally {
    await rm(part, { force: true });
  }
}

async function removeIf(folder: string, path: string, hash: string): Promise<boolean> {
  if ((await statOf(path, '')).hash !== hash) return false;
  const taken = unfinishedIn(folder);
  await rename(path, taken);
  try {
    if ((await statOf(taken, '')).hash === hash) return true;
    // Replaced since the first look: it goes back, unless it was replaced once more.
    await link(taken, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    return false;
  } finally {
    await rm(taken, { force: true });
  }
}

/** Removes the folders above a file that are empty now. */
async function prune(folder: string, name: string): Promise<void> {
  if (await passesLink(folder, name).catch(() => true)) return;
  for (let parent = dirname(name); parent !== '.'; parent = dirname(parent)) {
    const isRemoved = await rmdir(join(folder, parent)).then(
      () => true,
      () => false,
    );
    if (!isRemoved) return;
  }
}

const onDisk = <Result>(name: string, work: () => Promise<Result>): Promise<Result> =>
  withWait('store', () =>
    work().catch((error: unknown) => {
      throw isMissing(error) ? notFound(`there is no file ${name}`) : fromDisk(error);
    }),
  );

/** Opens a file for reading; a symbolic link is none. */
const openFile = (path: string): Promise<FileHandle> => open(path, constants.O_RDONLY | constants.O_NOFOLLOW);

async function openForReading(path: string, name: string, range?: ByteRange): Promise<Readable> {
  const file = await openFile(path);
  try {
    const { size } = await sizeOf(file);
    if (range === undefined) return file.createReadStream();
    const { first, last = size } = range;
    if (first >= size) throw outOfRange(name);
    return file.createReadStream({ start: first, end: Math.min(last, size - 1) });
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function statOf(path: string, name: string): Promise<FileStat> {
  const file = await openFile(path);
  try {
    const { modified } = await sizeOf(file);
    return { name, modified, ...(await digestOf(file.createReadStream({ autoClose: false }))) };
  } finally {
    await file.close();
  }
}

async function sizeOf(file: FileHandle): Promise<{ size: number; modified: Date }> {
  const status = await file.stat();
  if (status.isFile()) return { size: status.size, modified: status.mtime };
  throw Object.assign(new Error('a folder is no file'), { code: 'ENOENT' });
}

/** Gives a finished file its name, in a folder that somebody else may remove at the same time because it is empty. */
async function place(part: string, path: string, name: string, ifAbsent: boolean): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await (ifAbsent ? link(part, path) : rename(part, path));
      return;
    } catch (error) {
      const code = codeOf(error);
      if (ifAbsent && code === 'EEXIST') throw conflict(`there is a file ${name} already`);
      if (['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'].includes(code))
        throw conflict(
          `${name} cannot be a file: there is a file or a folder of its name or of a part of it`,
        );
      if (code !== 'ENOENT' || attempt === 5) throw fromDisk(error);
    }
  }
}

const unlessMissing =
  <Instead>(instead: Instead) =>
  (error: unknown): Instead => {
    if (isMissing(error)) return instead;
    throw error;
  };
