import { closeSync, openSync, writeSync } from 'node:fs';

/** Appends a note to the log of the runs that did not go through the platform; run-notes.ts has the format. */
export type RunLog = (note: string) => void;

/** The bytes after which the next file begins; the platform removes the files that it has read. */
const fileBytes = 4 * 1024 * 1024;

/**
 * Opens a run log: the files `PATH.1`, `PATH.2` and so on, which the platform reads with run-reader.ts. A note is in the file when
 * the function returns, so that it survives the end of the process.
 */
export function openRunLog(path: string): RunLog {
  let number = 0;
  let file = -1;
  let remaining = 0;
  const next = (): void => {
    if (file >= 0) closeSync(file);
    number += 1;
    file = openSync(`${path}.${number}`, 'a', 0o600);
    remaining = fileBytes;
  };
  return (note) => {
    if (remaining <= 0) next();
    remaining -= writeSync(file, note);
  };
}
