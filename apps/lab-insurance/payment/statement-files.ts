import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { isKind } from '#shared/errors';
import { digestOf } from '#shared/state/files/content';
import type { Files } from '#shared/state/files/files';

/** A statement of the bank; without a text when it is too large. */
export interface StatementFile {
  name: string;
  text?: string;
}

/** Bytes that a statement may have. */
export const largest = 10_000_000;

/** Milliseconds after which a run that has claimed a file must have died. */
const claimMs = 5 * 60_000;
const pattern = /^bankStatements_(\d{4})_(\d{1,2})_(\d{1,2})\.csv$/;

/**
 * Hands each statement that the bank has put there to `work`, those of earlier days first, and stores it as `_processed_<name>`
 * afterwards. A file `_claimed_<name>` beside it reserves it for one of several instances. When `work` throws, another run may
 * book the statement at once; when the process dies, after five minutes. A statement that the bank puts there meanwhile under
 * the same name stays.
 */
export async function eachStatement<Result>(
  files: Files,
  work: (file: StatementFile) => Promise<Result>,
  now: () => number,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const name of await waitingNames(files)) {
    const release = await claim(files, name, now);
    if (release === undefined) continue;
    try {
      const found = await read(files, name).catch(unlessMissing);
      // Another run was through with it before this one had claimed it.
      if (found === undefined) continue;
      results.push(await work(textOf(found)));
      await files.write(`_processed_${name}`, found.bytes ?? (await files.read(name)));
      await files.compareAndRemove(name, found.hash);
    } finally {
      await release();
    }
  }
  return results;
}

async function waitingNames(files: Files): Promise<string[]> {
  const found: { name: string; at: number }[] = [];
  for await (const { name } of files.list('bankStatements_')) {
    const [, year, month, day] = pattern.exec(name) ?? [];
    if (day !== undefined) found.push({ name, at: Date.UTC(Number(year), Number(month) - 1, Number(day)) });
  }
  return found.sort((one, other) => one.at - other.at).map(({ name }) => name);
}

/** Claims a file and returns what gives it back, or undefined while another run has it. */
async function claim(
  files: Files,
  name: string,
  now: () => number,
): Promise<(() => Promise<unknown>) | undefined> {
  const mark = `_claimed_${name}`;
  const make = async () => {
    try {
      // The content is unique, so that nobody removes the claim of somebody else.
      const { hash } = await files.write(mark, randomUUID(), { ifAbsent: true });
      return () => files.compareAndRemove(mark, hash);
    } catch (error) {
      if (isKind(error, 'conflict')) return undefined;
      throw error;
    }
  };
  const made = await make();
  if (made !== undefined) return made;
  const other = await files.stat(mark).catch(unlessMissing);
  if (other === undefined || now() - other.modified.getTime() < claimMs) return undefined;
  return (await files.compareAndRemove(mark, other.hash)) ? make() : undefined;
}

/** A file as it was read, and the hash of that content. */
interface Found {
  name: string;
  hash: string;
  /** Absent when there are too many. */
  bytes?: Buffer;
}

async function read(files: Files, name: string): Promise<Found> {
  const { size, hash } = await files.stat(name);
  if (size > largest) return { name, hash };
  const bytes = await buffer(await files.read(name));
  return { name, bytes, hash: (await digestOf(bytes)).hash };
}

// PostgreSQL takes no text with zeros in it.
const textOf = ({ name, bytes }: Found): StatementFile =>
  bytes === undefined ? { name } : { name, text: bytes.toString('utf8').replaceAll('\0', '') };

function unlessMissing(error: unknown): undefined {
  if (!isKind(error, 'not-found')) throw error;
}
