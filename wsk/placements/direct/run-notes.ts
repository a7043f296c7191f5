import type { RunNote } from './protocol.ts';

/** The note of a run's start, with the number of its channel and the time in epoch milliseconds. */
export const startNote = (id: string, channel: number, start: number): string =>
  `start ${id} ${channel} ${start}\n`;

/** The notes of lines that a run has printed. */
export const logNotes = (id: string, lines: string[]): string =>
  lines.map((line) => `log ${id} ${line}\n`).join('');

/** The note of a run's end, with its duration in milliseconds and its reply; JSON contains no line breaks. */
export const endNote = (id: string, duration: number, status: number, reply: string): string =>
  `end ${id} ${duration} ${status} ${reply}\n`;

/** Passes the notes of a text to `receive` and returns the rest, an incomplete note. */
export function readNotes(text: string, receive: (note: RunNote) => void): string {
  let from = 0;
  for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
    const idAt = text.indexOf(' ', from) + 1;
    const textAt = text.indexOf(' ', idAt) + 1;
    receive({
      kind: text.slice(from, idAt - 1) as RunNote['kind'],
      id: text.slice(idAt, textAt - 1),
      text: text.slice(textAt, to),
    });
    from = to + 1;
  }
  return text.slice(from);
}

/** Parses the text of a start. */
export function readStart(text: string): { channel: number; start: number } {
  const [channel = 0, start = 0] = text.split(' ').map(Number);
  return { channel, start };
}

/** Parses the text of an end. Called only when a record is read, because most records never are. */
export function readEnd(text: string): { duration: number; status: number; reply: string } {
  const statusAt = text.indexOf(' ') + 1;
  const replyAt = text.indexOf(' ', statusAt) + 1;
  return {
    duration: Number(text.slice(0, statusAt - 1)),
    status: Number(text.slice(statusAt, replyAt - 1)),
    reply: text.slice(replyAt),
  };
}
