import { readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A statement of the bank; without a text when it is too large. */
export interface StatementFile {
  name: string;
  text?: string;
}

/** Bytes that a statement may have. */
export const largest = 10_000_000;

/** Milliseconds after which whoever has claimed a file must have died with it. */
const claimMs = 5 * 60_000;
const pattern = /^(?:_claimed_(\d+)_)?(bankStatements_(\d{4})_(\d{1,2})_(\d{1,2})\.csv)$/;

/**
 * Hands each statement in a folder to `work`, those of earlier days first. A file is claimed by a new name before, so that of several
 * instances one has it, and gets another one after. When `work` throws, the file can be claimed again at once.
 */
export async function eachStatement<Result>(
  folder: string,
  work: (file: StatementFile) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const { file, name } of await waiting(folder)) {
    const claimed = join(folder, `_claimed_${Date.now()}_${name}`);
    if (!(await renamed(join(folder, file), claimed))) continue;
    try {
      results.push(await work(await read(claimed, name)));
    } catch (error) {
      // Not to its own name: the bank may have put another file there.
      await renamed(claimed, join(folder, `_claimed_0_${name}`));
      throw error;
    }
    await renamed(claimed, join(folder, `_processed_${name}`));
  }
  return results;
}

async function waiting(folder: string): Promise<{ file: string; name: string }[]> {
  const files = await readdir(folder).catch(unlessMissing([]));
  return files
    .flatMap((file) => {
      const [, claimedAt, name, year, month, day] = pattern.exec(file) ?? [];
      if (name === undefined || (claimedAt !== undefined && Date.now() - Number(claimedAt) < claimMs))
        return [];
      return [{ file, name, at: Date.UTC(Number(year), Number(month) - 1, Number(day)) }];
    })
    .sort((one, other) => one.at - other.at);
}

async function read(path: string, name: string): Promise<StatementFile> {
  if ((await stat(path)).size > largest) return { name };
  // PostgreSQL takes no text with zeros in it.
  return { name, text: (await readFile(path, 'utf8')).replaceAll('\0', '') };
}

/** Gives a file another name; answers false when it is not there, because somebody else has it. */
const renamed = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(() => true, unlessMissing(false));

const unlessMissing =
  <Instead>(instead: Instead) =>
  (error: NodeJS.ErrnoException): Instead => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };
