import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import type { RunNote } from './line.ts';

const chunk = Buffer.alloc(256 * 1024);

/** Reads what a run log (`runtime/run-log.ts`) holds, each time what has come since; files read to their end are removed. */
export function createRunReader(path: string): () => RunNote[] {
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
    const found: RunNote[] = [];
    while (file >= 0 || existsSync(`${path}.${number}`)) {
      if (file < 0) file = openSync(`${path}.${number}`, 'r');
      const isLast = !existsSync(`${path}.${number + 1}`);
      rest = takeNotes(rest + readOn(), found);
      if (isLast) break;
      closeSync(file);
      rmSync(`${path}.${number}`);
      file = -1;
      number += 1;
    }
    return found;
  };
}

/** Adds the notes of a text to `found` and returns what is left, a note that is not complete yet. */
function takeNotes(text: string, found: RunNote[]): string {
  const lines = text.split('\n');
  let at = 0;
  for (;;) {
    const [kind, id = '', ...numbers] = (lines[at] ?? '').split(' ');
    const [first = 0, second = 0, logCount = 0] = numbers.map(Number);
    const next = at + (kind === 'start' ? 1 : logCount + 2);
    // What follows the last line end is no line.
    if (next >= lines.length) return lines.slice(at).join('\n');
    if (kind === 'start') found.push({ id, line: first, start: second });
    else {
      const logs = lines.slice(at + 1, next - 1);
      found.push({ id, duration: first, status: second, logs, text: lines[next - 1] as string });
    }
    at = next;
  }
}
