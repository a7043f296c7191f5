import { closeSync, openSync, writeSync } from 'node:fs';
import type { RunNote } from '../lines/line.ts';

/** Where a process notes what it runs without being told to by the platform, which reads it later. */
export interface RunLog {
  write(note: RunNote, text: string): void;
}

/** Bytes after which the next file is begun; the platform removes those that it has read. */
const fileBytes = 4 * 1024 * 1024;

/**
 * Opens the log, files `PATH.1`, `PATH.2` and so on. A note is two lines: itself, and the reply's text. They are in the file
 * when `write` returns, so that they outlive the process.
 */
export function openRunLog(path: string): RunLog {
  let number = 0;
  let file = -1;
  let room = 0;
  const next = (): void => {
    if (file >= 0) closeSync(file);
    number += 1;
    file = openSync(`${path}.${number}`, 'a', 0o600);
    room = fileBytes;
  };
  return {
    write(note, text) {
      if (room <= 0) next();
      room -= writeSync(file, `${JSON.stringify(note)}\n${text}\n`);
    },
  };
}
