import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import type { RunNote } from './protocol.ts';
import { readNotes } from './run-notes.ts';

const chunk = Buffer.alloc(256 * 1024);

/** Returns a function that passes the new notes of a run log (run-log.ts) to `receive`, and removes the files that it has read. */
export function createRunReader(path: string): (receive: (note: RunNote) => void) => void {
  let number = 1;
  let file = -1;
  let rest = '';

  function readNew(): string {
    const parts: Buffer[] = [];
    for (;;) {
      const length = readSync(file, chunk, 0, chunk.length, null);
      if (length === 0) return Buffer.concat(parts).toString();
      parts.push(Buffer.from(chunk.subarray(0, length)));
    }
  }

  return (receive) => {
    while (file >= 0 || existsSync(`${path}.${number}`)) {
      if (file < 0) file = openSync(`${path}.${number}`, 'r');
      const isLast = !existsSync(`${path}.${number + 1}`);
      rest = readNotes(rest + readNew(), receive);
      if (isLast) break;
      closeSync(file);
      rmSync(`${path}.${number}`);
      file = -1;
      number += 1;
    }
  };
}
