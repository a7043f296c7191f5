import { closeSync, openSync, writeSync } from 'node:fs';

/** Where a process notes what it runs without being told to by the platform, which reads it later; see `lines/run-notes.ts`. */
export type RunLog = (note: string) => void;

/** Bytes after which the next file is begun; the platform removes those that it has read. */
const fileBytes = 4 * 1024 * 1024;

/**
 * Opens the log, files `PATH.1`, `PATH.2` and so on, which `lines/run-reader.ts` reads. A note is in the file when the function
 * returns, so that it outlives the process.
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
  return (note) => {
    if (room <= 0) next();
    room -= writeSync(file, note);
  };
}
