import { constants, createReadStream } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing } from '#shared/state/files/disk-errors';
import type { Outputs } from './outputs.ts';

/** Builds in a folder of this machine. */
export const folderOutputs = (root: string): Outputs => ({
  async keep(key, build, folder, paths) {
    for (const path of paths) {
      const copy = join(root, key, build, path);
      await mkdir(dirname(copy), { recursive: true });
      await copyFile(join(folder, path), copy, constants.COPYFILE_FICLONE);
    }
  },
  async builds(key) {
    return (await readdir(join(root, key)).catch(unlessMissing([]))).sort();
  },
  async find(key, build, name) {
    const path = join(root, key, build, name);
    const found = await lstat(path).catch(unlessMissing(undefined));
    if (!found?.isFile()) return undefined;
    return {
      size: found.size,
      modified: found.mtime,
      read: async (range) => createReadStream(path, range && { start: range.first, end: range.last }),
    };
  },
  remove: (key, build = '') => rm(join(root, key, build), { recursive: true, force: true }),
});

const unlessMissing =
  <Instead>(instead: Instead) =>
  (error: unknown): Instead => {
    if (isMissing(error)) return instead;
    throw error;
  };
