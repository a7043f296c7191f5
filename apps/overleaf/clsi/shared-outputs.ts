import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { FileEntry, Files } from '#shared/state/files/files';
import type { Outputs } from './outputs.ts';

/** Files that are written or removed at the same time: a compile may leave thousands. */
const atOnce = 32;

/** Builds in a store of files, which all instances share. */
export function sharedOutputs(files: Files): Outputs {
  const nameOf = (...parts: string[]): string => ['builds', ...parts].join('/');

  async function listed(prefix: string): Promise<FileEntry[]> {
    const entries: FileEntry[] = [];
    for await (const entry of files.list(prefix)) entries.push(entry);
    return entries;
  }

  return {
    async keep(key, build, folder, paths) {
      await pLimit(atOnce).map(paths, (path) =>
        files.write(nameOf(key, build, path), createReadStream(join(folder, path))),
      );
    },
    async builds(key) {
      const prefix = nameOf(key, '');
      const ids = (await listed(prefix)).map(({ name }) => name.slice(prefix.length).split('/', 1)[0] ?? '');
      return [...new Set(ids)].sort();
    },
    async find(key, build, path) {
      const name = nameOf(key, build, path);
      const found = (await listed(name)).find((entry) => entry.name === name);
      return found && { ...found, read: (range) => files.read(name, range) };
    },
    async remove(key, build) {
      const prefix = build === undefined ? nameOf(key, '') : nameOf(key, build, '');
      await pLimit(atOnce).map(await listed(prefix), ({ name }) => files.remove(name));
    },
  };
}
