import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import { spelled } from './marks.ts';
import { learn, type Speller } from './speller.ts';
import { type Word, wordsIn } from './words.ts';

const open = StateEffect.define<Tooltip | null>();

const menuField = StateField.define<Tooltip | null>({
  create: () => null,
  update(menu, transaction) {
    for (const effect of transaction.effects) if (effect.is(open)) return effect.value;
    return transaction.docChanged ? null : menu;
  },
  provide: (field) => showTooltip.from(field),
});

/** A menu for a misspelled word: by the right button of the mouse, or by Ctrl or Cmd and a full stop. */
export const menu = (speller: Speller): Extension => [
  menuField,
  keymap.of([
    { key: 'Mod-.', run: (view) => openAt(view, view.state.selection.main.head, speller) },
    {
      key: 'Escape',
      run: (view) => view.state.field(menuField) !== null && close(view),
    },
  ]),
  EditorView.domEventHandlers({
    contextmenu(event, view) {
      const at = view.posAtCoords(event);
      if (at === null || !openAt(view, at, speller)) return false;
      event.preventDefault();
      return true;
    },
    mousedown(_event, view) {
      if (view.state.field(menuField) !== null) close(view);
    },
  }),
];

function close(view: EditorView): true {
  view.dispatch({ effects: open.of(null) });
  view.focus();
  return true;
}

function openAt(view: EditorView, at: number, speller: Speller): boolean {
  const line = view.state.doc.lineAt(at);
  const word = wordsIn(line.text).find(
    ({ from, text }) => line.from + from <= at && at <= line.from + from + text.length,
  );
  const suggestions = word && speller.suggestions(word.text);
  if (word === undefined || suggestions === undefined) return false;
  const placed = { ...word, from: line.from + word.from };
  view.dispatch({
    effects: open.of({
      pos: placed.from,
      create: () => ({ dom: draw(view, placed, suggestions), mount: focusIn }),
    }),
  });
  return true;
}

/** Suggestions in the menu. */
const most = 6;

function draw(view: EditorView, { from, text }: Word, suggestions: readonly string[]): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'spelling-menu';
  dom.setAttribute('role', 'menu');
  dom.setAttribute('aria-label', `Spelling of ${text}`);
  const item = (words: string, act: () => void): void => {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('role', 'menuitem');
    button.textContent = words;
    button.addEventListener('click', act);
    dom.append(button);
  };
  if (!view.state.readOnly)
    for (const each of suggestions.slice(0, most))
      item(each, () => {
        close(view);
        view.dispatch({ changes: { from, to: from + text.length, insert: each }, userEvent: 'input' });
      });
  item('Add to dictionary', () => {
    close(view);
    void learn(text).then(() => view.dispatch({ effects: spelled.of(null) }));
  });
  dom.addEventListener('keydown', (event) => move(event, dom, view));
  return dom;
}

function focusIn(): void {
  document.querySelector<HTMLElement>('.spelling-menu button')?.focus();
}

function move(event: KeyboardEvent, dom: HTMLElement, view: EditorView): void {
  const items = [...dom.querySelectorAll('button')];
  const at = items.findIndex((each) => each.matches(':focus'));
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (event.key === 'Escape') close(view);
  else if (step !== undefined) items.at((at + step) % items.length)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
