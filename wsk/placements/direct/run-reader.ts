import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import type { RunNote } from './protocol.ts';
import { readNotes } from './run-notes.ts';

const chunk = Buffer.alloc(256 * 1024);

/** Hands on what a run log (`runtime/run-log.ts`) holds, each time what has come since; files read to their end are removed. */
export function createRunReader(path: string): (take: (note: RunNote) => void) => void {
  let number = 1;
  let file = -1;
  let rest = '';

  function readOn(): string {
    const parts: Buffer[] = [];
    for (;;) {
      const length = readSync(file, chunk, 0, chunk.length, null);
      if (length === 0) return Buffer.concat(parts).toString();
      parts.push(Buffer.from(chunk.subarray(0, length)));
    }
  }

  return (take) => {
    while (file >= 0 || existsSync(`${path}.${number}`)) {
      if (file < 0) file = openSync(`${path}.${number}`, 'r');
      const isLast = !existsSync(`${path}.${number + 1}`);
      rest = readNotes(rest + readOn(), take);
      if (isLast) break;
      closeSync(file);
      rmSync(`${path}.${number}`);
      file = -1;
      number += 1;
    }
  };
}
