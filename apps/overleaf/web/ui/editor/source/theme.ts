import { EditorView } from '@codemirror/view';

/** The colours are those of the page, which follow the system. */
export const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--paper)', height: '100%' },
  // The cursor shows where the focus is.
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    color: 'var(--soft)',
    backgroundColor: 'var(--panel)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--panel) 60%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--chosen)', color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--chosen)',
  },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--chosen) 60%, transparent)' },
  '.cm-panels, .cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--panel)',
    borderColor: 'var(--line)',
  },
  '.cm-panels .cm-textfield, .cm-panels .cm-button': {
    color: 'inherit',
    background: 'var(--paper)',
    border: '1px solid var(--line)',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--ink)',
    backgroundColor: 'var(--chosen)',
  },
  '.cm-foldPlaceholder': {
    color: 'var(--soft)',
    background: 'var(--panel)',
    border: '1px solid var(--line)',
  },
});
