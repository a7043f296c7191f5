import {
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { parseExact } from '../server/exact-json.ts';

/** An append-only file with one JSON value on each line. */
export interface Journal {
  /** The length of the file in bytes. */
  readonly bytes: number;
  /** Appends a value. It is in the file when this returns and survives a kill; after `sync` it also survives a power failure. */
  append(value: unknown): void;
  /** Returns when all appended values are on the disk. */
  sync(): void;
  /** Starts writing the appended values to the disk; calls `onError` when that fails. */
  syncSoon(onError: (error: Error) => void): void;
  /** Replaces the content of the file atomically. */
  replace(values: Iterable<unknown>): void;
  close(): void;
}

/** Opens a journal for appending. Creates a missing file, readable for this user only. */
export function openJournal(path: string): Journal {
  let file = openSync(path, 'a', 0o600);
  let bytes = truncateIncompleteLine(path);
  const write = (to: number, value: unknown): number => {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    for (let at = 0; at < line.length; ) at += writeSync(to, line, at);
    return line.length;
  };
  return {
    get bytes() {
      return bytes;
    },
    append(value) {
      bytes += write(file, value);
    },
    sync: () => fdatasyncSync(file),
    syncSoon: (onError) => fdatasync(file, (error) => error && error.code !== 'EBADF' && onError(error)),
    replace(values) {
      const next = openSync(`${path}.new`, 'w', 0o600);
      let length = 0;
      for (const value of values) length += write(next, value);
      fsyncSync(next);
      renameSync(`${path}.new`, path);
      syncFolder(path);
      closeSync(file);
      file = next;
      bytes = length;
    },
    close: () => closeSync(file),
  };
}

/** The values of a journal, oldest first, without an incomplete last line. Throws when another line is damaged. */
export function readJournal(path: string): unknown[] {
  if (!existsSync(path)) return [];
  const content = readFileSync(path);
  const values: unknown[] = [];
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(10, at);
    if (end < 0) break;
    try {
      values.push(parseExact(content.toString('utf8', at, end)));
    } catch {
      const line = values.length + 1;
      throw new Error(`Line ${line} of ${path} is damaged; remove that line, or start with an empty folder.`);
    }
    at = end + 1;
  }
  return values;
}

/** Truncates an incomplete last line that a crash has left, and returns the length of the rest. */
function truncateIncompleteLine(path: string): number {
  const content = readFileSync(path);
  const end = content.lastIndexOf(10) + 1;
  if (end < content.length) truncateSync(path, end);
  return end;
}

function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
