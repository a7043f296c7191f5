import { history } from '@codemirror/commands';
import { bracketMatching, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { stex } from '@codemirror/legacy-modes/mode/stex';
import { highlightSelectionMatches, search } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  lineNumbers,
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { lineEnds } from './binding.ts';
import { type Completable, completeFrom } from './completion.ts';
import { folding } from './folding.ts';
import { keys } from './keys.ts';
import { problemMargin } from './problems.ts';
import { remoteCursors } from './remote-cursors.ts';
import { theme } from './theme.ts';

const latex = StreamLanguage.define(stex);

/** What the editor is for everybody. */
export const setup = (project: () => Completable): Extension => [
  lineEnds,
  problemMargin,
  lineNumbers(),
  folding,
  history(),
  drawSelection(),
  EditorState.allowMultipleSelections.of(true),
  bracketMatching(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  search({ top: true }),
  syntaxHighlighting(classHighlighter),
  latex,
  latex.data.of({ autocomplete: completeFrom(project) }),
  remoteCursors,
  keys,
  theme,
  EditorView.lineWrapping,
];
