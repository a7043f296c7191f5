import { type EditorState, type Extension, StateField } from '@codemirror/state';
import { keymap, showTooltip, type Tooltip } from '@codemirror/view';
import { isAboutDraft, markAt } from './marks.ts';
import { commentHere } from './open-comments.ts';
import { maySeeComments } from './threads.ts';

/** What a button beside the cursor offers after something was selected; nothing while somebody types. */
function offered(state: EditorState): Tooltip | null {
  const { main } = state.selection;
  if (!maySeeComments() || (main.empty && markAt(state) === undefined)) return null;
  return {
    pos: main.head,
    above: main.head <= main.anchor,
    create: () => ({ dom: draw(main.empty ? 'Show comment' : 'Add comment') }),
  };
}

function draw(words: string): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'comment-bubble';
  button.textContent = words;
  // What is selected stays so.
  button.addEventListener('mousedown', (event) => event.preventDefault());
  button.addEventListener('click', commentHere);
  return button;
}

const bubble = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    if (transaction.docChanged || isAboutDraft(transaction)) return null;
    if (transaction.selection === undefined) return shown;
    return transaction.isUserEvent('select') ? offered(transaction.state) : null;
  },
  provide: (field) => showTooltip.from(field),
});

/** Comments by a button beside what is selected, and by Ctrl or Cmd with Alt and M. */
export const commentBubble: Extension = [
  bubble,
  keymap.of([{ key: 'Mod-Alt-m', run: commentHere, preventDefault: true }]),
];
