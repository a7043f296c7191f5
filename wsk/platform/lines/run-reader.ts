import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import type { RunNote } from './line.ts';

/** A note of an instance, and the text of the reply, which is empty for a start. */
export interface ReadNote {
  note: RunNote;
  text: string;
}

const chunk = Buffer.alloc(256 * 1024);

/** Reads what a run log (`runtime/run-log.ts`) holds, each time what has come since; files read to their end are removed. */
export function createRunReader(path: string): () => ReadNote[] {
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

  return () => {
    const found: ReadNote[] = [];
    while (file >= 0 || existsSync(`${path}.${number}`)) {
      if (file < 0) file = openSync(`${path}.${number}`, 'r');
      const isLast = !existsSync(`${path}.${number + 1}`);
      const lines = (rest + readOn()).split('\n');
      const whole = lines.length - 1 - ((lines.length - 1) % 2);
      for (let at = 0; at < whole; at += 2) {
        found.push({ note: JSON.parse(lines[at] as string) as RunNote, text: lines[at + 1] as string });
      }
      rest = lines.slice(whole).join('\n');
      if (isLast) break;
      closeSync(file);
      rmSync(`${path}.${number}`);
      file = -1;
      number += 1;
    }
    return found;
  };
}
