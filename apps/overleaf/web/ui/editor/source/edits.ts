import type { EditorState, Extension } from '@codemirror/state';
import { EditorView, type ViewUpdate } from '@codemirror/view';
import { showPlace } from '../people.ts';
import { noteEdit } from './doc-sessions.ts';
import { announce, changedMetadata } from './metadata.ts';
import { cursorStore, editStore } from './open-document.ts';

/** Milliseconds after a change before others are told what a document defines. */
const announceMs = 1500;

/** Tells the rest of the page what happens in the source. */
export function followEdits(id: string, path: string): Extension {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return EditorView.updateListener.of((update) => {
    if (update.docChanged) {
      noteEdit();
      editStore.set((count) => count + 1);
      const changed = changedMetadata(path, linesChangedIn(update));
      if (changed !== undefined) {
        clearTimeout(timer);
        timer = setTimeout(() => announce(id, changed), announceMs);
      }
    }
    if (update.docChanged || update.selectionSet) noteCursor(id, update.state);
  });
}

/** Tells the rest of the page, and the other editors, where the cursor is in a document. */
export function noteCursor(id: string, { doc, selection: { main } }: EditorState): void {
  const { number, from } = doc.lineAt(main.head);
  const column = main.head - from;
  cursorStore.set({ line: number, column });
  showPlace(id, number - 1, column);
}

/** The lines in which something has changed, as they were and as they are. */
function linesChangedIn({ changes, startState, state }: ViewUpdate): string {
  const lines: string[] = [];
  changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    lines.push(startState.sliceDoc(startState.doc.lineAt(fromA).from, startState.doc.lineAt(toA).to));
    lines.push(state.sliceDoc(state.doc.lineAt(fromB).from, state.doc.lineAt(toB).to));
  });
  return lines.join('\n');
}
