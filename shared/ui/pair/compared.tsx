import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { typescript } from '@codemirror/legacy-modes/mode/javascript';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'preact/hooks';
import { useWidth } from '../hooks.ts';
import type { File } from './types.ts';

/** Pixels from which on two files have room beside each other. */
const wide = 700;

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--serverless)' },
  { tag: tags.string, color: 'var(--microservice)' },
  { tag: tags.comment, fontStyle: 'italic' },
]);

/** The mode calls a key in quotes `string property`; of these two, CodeMirror knows `property` only where it stands alone. */
const language = StreamLanguage.define({ ...typescript, tokenTable: { property: tags.propertyName } });

const readOnly = (label: string): Extension => [
  lineNumbers(),
  language,
  syntaxHighlighting(colours),
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
];

/** Lines around a difference that are shown; the others are folded, and can be unfolded. */
const folded = { margin: 3, minSize: 4 };

/** Two files, with the lines that differ marked: beside each other, or one below the other in a narrow window. */
export function Compared({ from, to }: { from: File; to: File }) {
  const box = useRef<HTMLDivElement>(null);
  const isWide = useWidth(box) >= wide;
  useEffect(() => {
    const parent = box.current;
    if (parent === null) return;
    if (!isWide) {
      const view = new EditorView({
        parent,
        doc: to.text,
        extensions: [
          readOnly(`${to.path}, compared with ${from.path}`),
          unifiedMergeView({ original: from.text, mergeControls: false, collapseUnchanged: folded }),
        ],
      });
      return () => view.destroy();
    }
    const view = new MergeView({
      parent,
      a: { doc: from.text, extensions: readOnly(from.path) },
      b: { doc: to.text, extensions: readOnly(to.path) },
      collapseUnchanged: folded,
    });
    return () => view.destroy();
  }, [from, to, isWide]);
  return (
    <>
      <p class="files">
        <a href={codeOf(from)}>{from.path}</a>
        <a href={codeOf(to)}>{to.path}</a>
      </p>
      <div ref={box} class="compared" />
    </>
  );
}

const codeOf = ({ path }: File): string => `/code/${path.split('/').slice(1).join('/')}`;
