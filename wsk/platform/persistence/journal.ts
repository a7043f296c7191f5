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

/** An append-only file with one JSON value a line. */
export interface Journal {
  /** Length of the file. */
  readonly bytes: number;
  /** The value is in the file when this returns, so a killed process loses nothing; `sync` also survives the machine. */
  append(value: unknown): void;
  /** Returns when everything appended is on the disk. */
  sync(): void;
  /** Brings what was appended to the disk meanwhile; calls `failed` when that cannot be done. */
  syncSoon(failed: (error: Error) => void): void;
  /** Puts other content in place of the file, all at once. */
  replace(values: Iterable<unknown>): void;
  close(): void;
}

/** Opens a journal for writing at its end; the file is made when it is missing, readable for this user only. */
export function openJournal(path: string): Journal {
  let file = openSync(path, 'a', 0o600);
  let bytes = readableEnd(path);
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
    syncSoon: (failed) => fdatasync(file, (error) => error && error.code !== 'EBADF' && failed(error)),
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

/** The values of a journal, oldest first; a last line that was torn by a crash is left out. */
export function readJournal(path: string): unknown[] {
  if (!existsSync(path)) return [];
  const content = readFileSync(path);
  const values: unknown[] = [];
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(10, at);
    if (end < 0) break;
    try {
      values.push(JSON.parse(content.toString('utf8', at, end)));
    } catch {
      const line = values.length + 1;
      throw new Error(`Line ${line} of ${path} is damaged; remove that line, or start with an empty folder.`);
    }
    at = end + 1;
  }
  return values;
}

// Cuts off what a crash has left of a line, so that the next one begins on its own.
function readableEnd(path: string): number {
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
