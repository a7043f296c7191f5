import type { RunNote } from './protocol.ts';

/** That a run starts on the channel of this number, at so many milliseconds since 1970. */
export const startNote = (id: string, channel: number, start: number): string =>
  `start ${id} ${channel} ${start}\n`;

/** That a run has printed these lines. */
export const logNotes = (id: string, lines: string[]): string =>
  lines.map((line) => `log ${id} ${line}\n`).join('');

/** That a run has ended after so many milliseconds, with this reply, which is JSON and so has no line end within. */
export const endNote = (id: string, duration: number, status: number, reply: string): string =>
  `end ${id} ${duration} ${status} ${reply}\n`;

/** Hands on the notes of a text and returns what is left, a note that is not complete yet. */
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

/** What a `start` says. */
export function readStart(text: string): { channel: number; start: number } {
  const [channel = 0, start = 0] = text.split(' ').map(Number);
  return { channel, start };
}

/** What an `end` says. Not read when it comes, since most are forgotten before anybody asks. */
export function readEnd(text: string): { duration: number; status: number; reply: string } {
  const statusAt = text.indexOf(' ') + 1;
  const replyAt = text.indexOf(' ', statusAt) + 1;
  return {
    duration: Number(text.slice(0, statusAt - 1)),
    status: Number(text.slice(statusAt, replyAt - 1)),
    reply: text.slice(replyAt),
  };
}
