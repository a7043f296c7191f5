import { createStore } from '../../../../../../shared/ui/store.ts';
import type { OpenDoc } from '../../../../real-time/client/open-doc.ts';
import { client, rejectionStore } from '../project.ts';
import { savedStore } from './open-document.ts';

/** What a view of a document is told. */
export interface SessionEvents {
  /** The text is there, or is another one by somebody else. */
  changed(doc: OpenDoc): void;
  failed(message: string): void;
}

/** What was typed and could not be stored. */
export interface LostText {
  id: number;
  path: string;
  text: string;
}

/** What was typed and could not be stored, until a person has seen to it. */
export const lostStore = createStore<LostText[]>([]);

interface Session {
  doc: OpenDoc;
  /** Where the document is in the project. */
  path: string;
  /** The view of the document, unless it is only open until all is stored. */
  view: SessionEvents | undefined;
}

const sessions = new Map<string, Session>();

const tellSaved = (): void => savedStore.set([...sessions.values()].every(({ doc }) => doc.isSaved));

/** Has a document open for a view. One that was left before all was stored is still there, with all that was typed. */
export function openSession(id: string, path: string, view: SessionEvents): OpenDoc {
  const before = sessions.get(id);
  if (before !== undefined) {
    before.view = view;
    before.path = path;
    if (before.doc.version >= 0) queueMicrotask(() => before.view === view && view.changed(before.doc));
    return before.doc;
  }
  const doc = client.open(id, {
    changed() {
      session.view?.changed(doc);
      settle(session);
    },
    saved: () => settle(session),
    lost: (text) => keepLost(session.path, text),
    failed({ message }) {
      if (!doc.isSaved) keepLost(session.path, doc.text);
      session.view?.failed(message);
      close(session);
    },
  });
  const session: Session = { doc, path, view };
  sessions.set(id, session);
  return doc;
}

/** Leaves a document. It stays open until the server has all that was typed. */
export function leaveSession({ id }: OpenDoc): void {
  const session = sessions.get(id);
  if (session === undefined) return;
  session.view = undefined;
  settle(session);
}

/** Something was typed. */
export const noteEdit = tellSaved;

function settle(session: Session): void {
  if (session.view === undefined && session.doc.isSaved) close(session);
  tellSaved();
}

function close({ doc }: Session): void {
  client.closeDoc(doc);
  sessions.delete(doc.id);
  tellSaved();
}

let lastLost = 0;

function keepLost(path: string, text: string): void {
  lastLost += 1;
  lostStore.set((present) => [...present, { id: lastLost, path, text }]);
}

// Nothing is stored any more.
rejectionStore.subscribe(() => {
  for (const { doc, path } of sessions.values()) if (!doc.isSaved) keepLost(path, doc.text);
});

// A browser asks before it throws away what nobody else has.
addEventListener('beforeunload', (event) => {
  if (!savedStore.get() || lostStore.get().length > 0) event.preventDefault();
});
