import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { stex } from '@codemirror/legacy-modes/mode/stex';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useStore } from '../../../../../shared/ui/store.ts';
import { sendTo, showRemote } from './binding.ts';
import { client, connectedStore, privilegeStore } from './project.ts';

interface SourceProps {
  /** The document that is shown. */
  doc: string;
  /** Its name, for readers of the screen. */
  name: string;
  /** The line to go to, and a number that changes whenever it is asked for. */
  target: { line: number; turn: number } | undefined;
  onSaved(isSaved: boolean): void;
}

const language = StreamLanguage.define(stex);

/** The colours are those of the page, which follow the system. */
const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--paper)', height: '100%' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    color: 'var(--soft)',
    backgroundColor: 'var(--panel)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--panel)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--chosen)',
  },
  '.cm-panels': { color: 'var(--ink)', backgroundColor: 'var(--panel)' },
});

const common = [
  lineNumbers(),
  history(),
  drawSelection(),
  bracketMatching(),
  closeBrackets(),
  autocompletion(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  syntaxHighlighting(classHighlighter),
  theme,
  language,
  EditorView.lineWrapping,
  keymap.of([
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...completionKeymap,
    indentWithTab,
  ]),
];

/** The source of a document. It can be changed while there is a connection, by those who may. */
export function Source({ doc: id, name, target, onSaved }: SourceProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const writing = useRef(new Compartment());
  const [error, setError] = useState<string>();
  const connected = useStore(connectedStore);
  const privilege = useStore(privilegeStore);
  const mayWrite = connected && privilege !== 'readOnly';

  useEffect(() => {
    const parent = place.current;
    if (parent === null) return;
    const doc = client.open(id, {
      changed() {
        if (view.current === undefined) view.current = start(doc.text);
        else showRemote(view.current, doc.text);
      },
      saved: () => onSaved(doc.isSaved),
      failed: (problem) => setError(problem.message),
    });
    const start = (text: string) =>
      new EditorView({
        parent,
        state: EditorState.create({
          doc: text,
          extensions: [
            common,
            EditorView.contentAttributes.of({ 'aria-label': `Source of ${name}` }),
            writing.current.of(EditorState.readOnly.of(!mayWrite)),
            EditorView.updateListener.of(({ docChanged }) => docChanged && onSaved(doc.isSaved)),
            sendTo(doc),
          ],
        }),
      });
    return () => {
      client.closeDoc(doc);
      view.current?.destroy();
      view.current = undefined;
    };
  }, [id]);

  useEffect(() => {
    view.current?.dispatch({
      effects: writing.current.reconfigure(EditorState.readOnly.of(!mayWrite)),
    });
  }, [mayWrite]);

  useEffect(() => {
    const shown = view.current;
    if (shown === undefined || target === undefined) return;
    const line = shown.state.doc.line(Math.min(target.line, shown.state.doc.lines));
    shown.dispatch({ selection: { anchor: line.from }, scrollIntoView: true });
    shown.focus();
  }, [target?.turn, id]);

  return (
    <div class="source" ref={place}>
      {error !== undefined && <p role="alert">{error}</p>}
    </div>
  );
}
