import { Annotation, EditorState, type Extension, Transaction } from '@codemirror/state';
import { EditorView, type ViewUpdate } from '@codemirror/view';
import { isInsert, type Op } from '../../../../ot/components.ts';
import { withoutSurrogates } from '../../../../ot/surrogates.ts';
import type { OpenDoc } from '../../../../real-time/client/open-doc.ts';

/** Marks what comes from other editors, so that it is not sent back, and not undone here. */
export const remote = Annotation.define<true>();

/** Lines are separated as the other editors count them, whatever is pasted. */
export const lineEnds: Extension = [
  EditorState.lineSeparator.of('\n'),
  EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
];

/** Sends what is typed into a view to the other editors of a document. */
export const sendTo = (doc: OpenDoc): Extension =>
  EditorView.updateListener.of((update) => {
    if (!update.docChanged || update.transactions.some((each) => each.annotation(remote))) return;
    const op = opOf(update);
    doc.edit(op);
    // What cannot be stored, such as an emoji, is replaced before anybody goes on with it.
    if (op.some((each) => isInsert(each) && each.i !== withoutSurrogates(each.i)))
      queueMicrotask(() => showRemote(update.view, doc.text));
  });

/** Changes in so many places become one change from the first to the last of them. */
const maxPlaces = 1000;

/** What an update of a view does, as the other editors learn it. */
function opOf({ changes, startState, state }: ViewUpdate): Op {
  const op: Op = [];
  const add = (fromA: number, toA: number, fromB: number, toB: number): void => {
    const d = startState.doc.sliceString(fromA, toA);
    const i = state.doc.sliceString(fromB, toB);
    if (d !== '') op.push({ p: fromB, d });
    if (i !== '') op.push({ p: fromB, i });
  };
  const places: [fromA: number, toA: number, fromB: number, toB: number][] = [];
  changes.iterChanges((...[fromA, toA, fromB, toB]) => places.push([fromA, toA, fromB, toB]));
  const [first, last] = [places[0], places.at(-1)];
  if (first !== undefined && last !== undefined && places.length > maxPlaces)
    add(first[0], last[1], first[2], last[3]);
  else for (const place of places) add(...place);
  return op;
}

/** Shows in a view what other editors have changed: the one stretch in which the texts differ, so that the cursor stays where it is. */
export function showRemote(view: EditorView, text: string): void {
  const before = view.state.doc.toString();
  if (before === text) return;
  const shortest = Math.min(before.length, text.length);
  let from = 0;
  while (from < shortest && before[from] === text[from]) from += 1;
  let after = 0;
  while (after < shortest - from && before[before.length - 1 - after] === text[text.length - 1 - after])
    after += 1;
  view.dispatch({
    changes: { from, to: before.length - after, insert: text.slice(from, text.length - after) },
    annotations: [remote.of(true), Transaction.addToHistory.of(false)],
  });
}
