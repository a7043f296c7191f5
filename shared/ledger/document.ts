import { Failure } from '../cli/failure.ts';

const begin = '<!-- ledger: made by `npm run ledger -- --write` -->';
const end = '<!-- end of the ledger -->';

/** A document with new text between its two comments. Throws a failure that names both when one is missing. */
export function withLedger(path: string, document: string, text: string): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from)
    throw new Failure(
      `${path} has no place for the ledger: write a line ${begin} and below it a line ${end}.`,
      2,
    );
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
}
