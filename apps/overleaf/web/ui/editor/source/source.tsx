import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef, useState } from 'preact/hooks';
import { inWords } from '../../../../../../shared/ui/in-words.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../shared/ui/store.ts';
import type { OpenDoc } from '../../../../real-time/client/open-doc.ts';
import { metaText } from '../../parts/metas.ts';
import { wordsOf } from '../../parts/words.ts';
import { commentBubble } from '../comments/bubble.ts';
import { commentMarks } from '../comments/marks.ts';
import { followComments, openComments, showComments } from '../comments/open-comments.ts';
import { compileStore } from '../compile/compiling.ts';
import { othersStore } from '../people.ts';
import { preferencesStore } from '../preferences.ts';
import { connectedStore, privilegeStore, projectStore } from '../project.ts';
import { sendTo, showRemote } from './binding.ts';
import { completable } from './completable.ts';
import { leaveSession, openSession } from './doc-sessions.ts';
import { followEdits, noteCursor } from './edits.ts';
import { loadMetadata } from './metadata.ts';
import { openDocument } from './open-document.ts';
import { preferred } from './preferred.ts';
import { showProblems } from './problems.ts';
import { placesIn, showPlaces } from './remote-cursors.ts';
import { setup } from './setup.ts';
import { limitSize } from './size-limit.ts';
import { spelling } from './spelling/spelling.ts';

interface SourceProps {
  /** The document that is shown. */
  doc: string;
  /** Where it is in the project. */
  path: string;
  /** Where to go, if anywhere. */
  target: Target | undefined;
}

/** A line to go to. */
export interface Target {
  line: number;
  /** Changes whenever it is asked for. */
  turn: number;
  /** What had the focus when it was asked for. */
  from: Element | null;
}

/** Whether somebody writes somewhere else by now, because the document has come late. */
const writesElsewhere = ({ from }: Target): boolean =>
  document.activeElement !== from && document.activeElement?.matches('input, textarea, select') === true;

const labelled = (path: string): Extension =>
  EditorView.contentAttributes.of({ 'aria-label': `Source of ${path}`, tabindex: '0' });

/** The source of a document. It can be changed while there is a connection, by those who may. */
export function Source({ doc: id, path, target }: SourceProps) {
  const place = useRef<HTMLDivElement>(null);
  const [shown, show] = useState<{ view: EditorView; doc: OpenDoc }>();
  const view = shown?.view;
  const parts = useRef({
    writing: new Compartment(),
    preferred: new Compartment(),
    spelling: new Compartment(),
    label: new Compartment(),
  });
  const [error, setError] = useState<string>();
  const mayWrite = useStore(privilegeStore) !== 'readOnly';
  const isReadOnly = !useStore(connectedStore) || !mayWrite;
  const language = useStore(projectStore)?.spellCheckLanguage ?? '';
  const { last } = useStore(compileStore);
  const preferences = useStore(preferencesStore);
  const others = useStore(othersStore);

  useEffect(() => {
    const parent = place.current;
    if (parent === null) return;
    let opened: EditorView | undefined;
    const doc = openSession(id, path, {
      changed({ text }) {
        if (opened !== undefined) {
          showRemote(opened, text);
          return showComments();
        }
        opened = start(text);
        show({ view: opened, doc });
      },
      failed: (message) => setError(inWords(wordsOf(403, message))),
    });
    const start = (text: string) =>
      new EditorView({
        parent,
        state: EditorState.create({
          doc: text,
          extensions: [
            parts.current.preferred.of([]),
            setup(() => completable(id)),
            parts.current.label.of(labelled(path)),
            parts.current.writing.of(EditorState.readOnly.of(true)),
            parts.current.spelling.of([]),
            limitSize(() => setError('A document cannot be larger than 2 MiB, so this was not added.')),
            sendTo(doc),
            [commentMarks, commentBubble, followComments],
            followEdits(id, path),
          ],
        }),
      });
    loadMetadata().catch(() => {});
    return () => {
      leaveSession(doc);
      opened?.destroy();
      openDocument.set(undefined);
    };
  }, [id]);

  useEffect(() => {
    if (shown === undefined) return;
    noteCursor(id, shown.view.state);
    return openComments(shown.view, shown.doc);
  }, [shown]);

  useEffect(() => {
    if (shown === undefined) return;
    openDocument.set({ id, path, text: () => shown.doc.text });
    shown.view.dispatch({ effects: parts.current.label.reconfigure(labelled(path)) });
  }, [shown, path]);

  useEffect(() => {
    view?.dispatch({ effects: parts.current.writing.reconfigure(EditorState.readOnly.of(isReadOnly)) });
  }, [view, isReadOnly]);

  useEffect(() => {
    let isLatest = true;
    void preferred(preferences).then(
      (extension) => isLatest && view?.dispatch({ effects: parts.current.preferred.reconfigure(extension) }),
    );
    return () => {
      isLatest = false;
    };
  }, [view, preferences]);

  useEffect(() => {
    const checked = metaText('ol-user_id') === '' ? '' : language;
    view?.dispatch({ effects: parts.current.spelling.reconfigure(spelling(checked)) });
  }, [view, language]);

  useEffect(() => {
    if (view !== undefined) showPlaces(view, placesIn(id, others));
  }, [view, others]);

  useEffect(() => {
    if (view === undefined) return;
    const ofFile = (last?.logEntries ?? []).flatMap(({ file, line, level, message }) =>
      file === path && line !== undefined ? [{ line, level, message }] : [],
    );
    showProblems(view, ofFile);
  }, [view, last, path]);

  useEffect(() => {
    if (view === undefined || target === undefined) return;
    const { from } = view.state.doc.line(Math.max(1, Math.min(target.line, view.state.doc.lines)));
    view.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    if (!writesElsewhere(target)) view.focus();
  }, [view, target?.turn]);

  return (
    <div class="source">
      <ErrorNotice text={error} />
      <div class="source-place" ref={place} />
    </div>
  );
}
