import type { EditorView } from '@codemirror/view';
import { createStore } from '../../../../../../shared/ui/store.ts';
import type { Comment } from '../../../../ot/components.ts';
import type { OpenDoc } from '../../../../real-time/client/open-doc.ts';
import { forget } from '../panels/parts/begun-words.ts';
import { draftIn, markDraft } from './marks.ts';

/** A document that can be commented on, and its view. */
export interface CommentedDoc {
  view: EditorView;
  doc: OpenDoc;
}

/** A comment that this person has begun on the document that is open. */
export interface Draft {
  /** Under which what is written is kept. */
  key: string;
  /** The text that it is about. */
  quote: string;
}
export const draftStore = createStore<Draft | undefined>(undefined);

/** The comments that were begun on documents that are not open now, by the ids of these. */
const left = new Map<string, { from: number; quote: string }>();

const keyOf = ({ doc }: CommentedDoc): string => `comment on ${doc.id}`;

/** Begins a comment on a part of the text; what was written for one that was begun before is kept. */
export function beginDraft(open: CommentedDoc, { from, to }: { from: number; to: number }): void {
  markDraft(open.view, { from, to });
  draftStore.set({ key: keyOf(open), quote: open.view.state.sliceDoc(from, to) });
}

/** A document is left: the comment that was begun on it waits. */
export function leaveDraft({ view: { state }, doc }: CommentedDoc): void {
  draftStore.set(undefined);
  const draft = draftIn(state);
  if (draft !== undefined)
    left.set(doc.id, { from: draft.from, quote: state.sliceDoc(draft.from, draft.to) });
}

/** A document is there again, and with it the comment that was begun. */
export function resumeDraft(open: CommentedDoc): void {
  const draft = left.get(open.doc.id);
  if (draft === undefined) return;
  left.delete(open.doc.id);
  const { from, quote } = draft;
  const at = nearest(open.doc.text, quote, from);
  const gone = Math.min(from, open.doc.text.length);
  beginDraft(open, at === undefined ? { from: gone, to: gone } : { from: at, to: at + quote.length });
}

/** Where a text is nearest to a place. */
function nearest(text: string, part: string, place: number): number | undefined {
  const [before, after] = [text.lastIndexOf(part, place), text.indexOf(part, place)];
  const found = [before, after].filter((at) => at >= 0);
  return found.toSorted((a, b) => Math.abs(a - place) - Math.abs(b - place))[0];
}

/** The comment that was begun, as the document takes it under the id of a thread. */
export function draftAs({ state }: EditorView, id: string): Comment {
  const { from, to } = draftIn(state) ?? state.selection.main;
  return { p: from, c: state.sliceDoc(from, to), t: id };
}

/** Ends the comment that was begun, which is stored or given up. */
export function endDraft(open: CommentedDoc): void {
  forget(keyOf(open));
  left.delete(open.doc.id);
  markDraft(open.view, undefined);
  if (draftStore.get()?.key === keyOf(open)) draftStore.set(undefined);
}
