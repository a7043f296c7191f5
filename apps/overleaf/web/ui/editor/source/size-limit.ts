import { EditorState, type Extension, type Text, type Transaction } from '@codemirror/state';
import { remote } from './binding.ts';

/** What the site stores of a document at most: so many characters of its lines as a JSON list. */
const mostCharacters = 2 * 1024 * 1024;

/** The characters that one character may become in JSON. */
const mostOfOne = 6;

/** Lets nobody here make a document larger than the site stores, and says it. */
export function limitSize(refused: () => void): Extension {
  /** Characters for which there is certainly room. The text is only measured when this does not suffice. */
  let room = 0;
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged) return transaction;
    room -= mostOfOne * insertedBy(transaction);
    if (room >= 0 || transaction.annotation(remote)) return transaction;
    room = mostCharacters - sizeOf(transaction.newDoc);
    const isLarger = transaction.newDoc.length > transaction.startState.doc.length;
    if (room >= 0 || !isLarger) return transaction;
    queueMicrotask(refused);
    return [];
  });
}

function insertedBy({ changes }: Transaction): number {
  let count = 0;
  changes.iterChanges((_fromA, _toA, fromB, toB) => {
    count += toB - fromB;
  });
  return count;
}

const sizeOf = (doc: Text): number => JSON.stringify(doc.toJSON()).length;
