import { completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, deleteLine, historyKeymap, indentWithTab, toggleComment } from '@codemirror/commands';
import { foldKeymap } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { gotoLine, searchKeymap } from '@codemirror/search';
import { EditorSelection, type Extension, type StateCommand } from '@codemirror/state';
import { keymap } from '@codemirror/view';

/** Puts what is selected into the braces of a command. */
export const wrapIn =
  (command: string): StateCommand =>
  ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const before = `\\${command}{`;
    const change = state.changeByRange(({ from, to }) => ({
      changes: [
        { from, insert: before },
        { from: to, insert: '}' },
      ],
      range: EditorSelection.range(from + before.length, to + before.length),
    }));
    dispatch(state.update(change, { userEvent: 'input' }));
    return true;
  };

/** The keys of LaTeX and those that are common; those of vim or emacs go before them. */
export const keys: Extension = keymap.of([
  { key: 'Mod-b', run: wrapIn('textbf'), preventDefault: true },
  { key: 'Mod-i', run: wrapIn('textit'), preventDefault: true },
  { key: 'Mod-l', run: gotoLine, preventDefault: true },
  { key: 'Mod-d', run: deleteLine, preventDefault: true },
  { key: 'Mod-/', run: toggleComment },
  ...defaultKeymap,
  ...searchKeymap,
  ...historyKeymap,
  ...foldKeymap,
  ...completionKeymap,
  ...lintKeymap,
  indentWithTab,
]);
