import { EditorView } from '@codemirror/view';
import { createStore } from '../../../../../../shared/ui/store.ts';
import { checkComments } from '../../../../ot/comment-limits.ts';
import { commentsAfter } from '../../../../ot/comment-ranges.ts';
import type { OpenDoc } from '../../../../real-time/client/open-doc.ts';
import { onEvent } from '../live.ts';
import { ownId } from '../panels/share/access.ts';
import { closePanel, panelStore } from '../panels/which.ts';
import { noteEdit } from '../source/doc-sessions.ts';
import { beginDraft, type CommentedDoc, draftAs, endDraft, leaveDraft, resumeDraft } from './draft.ts';
import { markAt, markOf, showMarks } from './marks.ts';
import { loadThreads, maySeeComments, newId, say, threadIn, threadsStore, withdraw } from './threads.ts';

/** A comment on the document that is open. */
export interface CommentPlace {
  /** The id of the thread. */
  id: string;
  from: number;
  /** From 1 on. */
  line: number;
  /** The text that it is about; empty when that is gone. */
  text: string;
}

/** The comments on the document that is open, in the order of the text. */
export const commentsStore = createStore<readonly CommentPlace[]>([]);

/** The thread that this person has gone to. */
export interface Chosen {
  id: string;
  /** Whether it was asked for, and not only passed by the cursor. */
  isAsked: boolean;
}
export const chosenStore = createStore<Chosen | undefined>(undefined);

/** Whether something is selected that can be commented on. */
export const selectedStore = createStore(false);

let open: CommentedDoc | undefined;

/** A view shows a document now; answers how to end that. */
export function openComments(view: EditorView, doc: OpenDoc): () => void {
  open = { view, doc };
  resumeDraft(open);
  showComments();
  return () => {
    leaveDraft({ view, doc });
    open = undefined;
    commentsStore.set([]);
    selectedStore.set(false);
  };
}

/** Shows the comments as they are now, in the text and beside it. */
export function showComments(): void {
  if (open === undefined || !maySeeComments()) return;
  const { view, doc } = open;
  const threads = threadsStore.get();
  const shown = doc.comments.filter(({ id }) => threadIn(threads, id)?.resolved !== true);
  showMarks(
    view,
    shown.map(({ id, op: { p, c } }) => ({ id, from: p, to: p + c.length })),
  );
  listComments();
}

/** Lists the comments beside the text; in it they have moved already. */
function listComments(): void {
  if (open === undefined) return;
  const { view, doc } = open;
  const { comments } = doc;
  const hadNone = commentsStore.get().length === 0;
  if (hadNone && comments.length === 0) return;
  const places = comments.map(({ id, op: { p, c } }) => ({
    id,
    from: p,
    line: view.state.doc.lineAt(Math.min(p, view.state.doc.length)).number,
    text: c,
  }));
  commentsStore.set(places.sort((a, b) => a.from - b.from));
  if (hadNone) loadThreads().catch(() => {}); // the panel shows the error
}

/** Follows what is typed and selected. It has to come after what sends it to the document. */
export const followComments = EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
  if (docChanged) listComments();
  if (!selectionSet) return;
  selectedStore.set(!state.selection.main.empty);
  const mark = markAt(state);
  if (mark !== undefined && panelStore.get() === 'comments') chosenStore.set({ id: mark.id, isAsked: false });
});

/** Begins a comment on what is selected, or shows the one at the cursor, or begins one on the word there. */
export function commentHere(): boolean {
  if (open === undefined || !maySeeComments()) return false;
  const { view } = open;
  const { main } = view.state.selection;
  const mark = main.empty ? markAt(view.state) : undefined;
  const range = main.empty ? view.state.wordAt(main.head) : main;
  if (mark !== undefined) chosenStore.set({ id: mark.id, isAsked: true });
  else if (range !== null) beginDraft(open, range);
  panelStore.set('comments');
  return true;
}

/** Gives up the comment that was begun. */
export function dropDraft(): void {
  if (open === undefined) return;
  endDraft(open);
  open.view.focus();
}

/**
 * Stores the comment that was begun: first what it says, then what it is about, which may have moved meanwhile. Rejects with the words
 * of the site when the document takes no such comment, or the document was left before; then it is begun as before, and nothing is said.
 */
export async function storeDraft(content: string): Promise<void> {
  if (open === undefined) return;
  const { view, doc } = open;
  const id = newId();
  checkComments(commentsAfter(doc.comments, [draftAs(view, id)], { user_id: ownId, ts: new Date() }));
  await say(id, content);
  try {
    if (open?.view !== view) throw new Error('the document was left before the comment was stored');
    await doc.comment(draftAs(view, id));
  } catch (error) {
    await withdraw(id).catch(() => {}); // the first error says more
    throw error;
  }
  noteEdit();
  endDraft({ view, doc });
  if (open?.view === view) view.focus();
  showComments();
}

/** Selects the text that a comment is about. */
export function goToText({ id, from, text }: CommentPlace, isNarrow: boolean): void {
  if (open === undefined) return;
  const { view } = open;
  const { from: anchor, to: head } = markOf(view.state, id) ?? { from, to: from + text.length };
  if (isNarrow) closePanel();
  view.dispatch({
    selection: { anchor, head },
    effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
  });
  view.focus();
}

threadsStore.subscribe(showComments);

onEvent('delete-thread', ([id]) => {
  open?.doc.removeComment(String(id));
  showComments();
});
