import type { RunNote } from './line.ts';

/**
 * A note as text. A start is one line; an end is a line that says how many of the run's log follow it, those, and the reply's
 * text, of which none has a line end within. Nothing is put into quotes, since it is done for each call.
 */
export function writeNote(note: RunNote): string {
  if ('line' in note) return `start ${note.id} ${note.line} ${note.start}\n`;
  const { id, duration, status, logs, text } = note;
  return `${[`end ${id} ${duration} ${status} ${logs.length}`, ...logs, text].join('\n')}\n`;
}

/** Adds the notes of a text to `found` and returns what is left, a note that is not complete yet. */
export function readNotes(text: string, found: RunNote[]): string {
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
