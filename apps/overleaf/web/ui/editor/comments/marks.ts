import {
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
  type Transaction,
} from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** A part of the text that is commented on, by the id of its thread. */
export interface Mark {
  id: string;
  from: number;
  to: number;
}

/** The id of what this person is about to comment on. */
const draftId = 'draft';

const setMarks = StateEffect.define<readonly Mark[]>();
const setDraft = StateEffect.define<{ from: number; to: number } | undefined>();

interface Marked {
  marks: readonly Mark[];
  /** What this person is about to comment on. */
  draft: Mark | undefined;
}

const marked = StateField.define<Marked>({
  create: () => ({ marks: [], draft: undefined }),
  update(before, { changes, effects, docChanged }) {
    const move = ({ id, from, to }: Mark): Mark => {
      const start = changes.mapPos(from, 1);
      return { id, from: start, to: Math.max(start, changes.mapPos(to, -1)) };
    };
    let after = docChanged
      ? { marks: before.marks.map(move), draft: before.draft && move(before.draft) }
      : before;
    for (const effect of effects) {
      if (effect.is(setMarks)) after = { ...after, marks: effect.value };
      if (effect.is(setDraft)) after = { ...after, draft: effect.value && { id: draftId, ...effect.value } };
    }
    return after;
  },
});

const highlights = EditorView.decorations.compute([marked, 'selection'], (state): DecorationSet => {
  const { marks, draft } = state.field(marked);
  const current = markAt(state)?.id ?? draft?.id;
  const isMarked = marks.some(({ from, to }) => from === draft?.from && to === draft.to);
  const shown = [...marks, ...(draft === undefined || isMarked ? [] : [draft])].filter(
    ({ from, to }) => from < to,
  );
  return Decoration.set(
    shown.map(({ id, from, to }) =>
      Decoration.mark({ class: id === current ? 'cm-commented current' : 'cm-commented' }).range(from, to),
    ),
    true,
  );
});

/** Whether something begins or ends a draft. */
export const isAboutDraft = ({ effects }: Transaction): boolean =>
  effects.some((effect) => effect.is(setDraft));

/** Highlights what is commented on, and moves it with the text. */
export const commentMarks: Extension = [marked, highlights];

/** The comment at a place of the text, else at the cursor; the shortest if there are several. */
export function markAt(state: EditorState, at = state.selection.main.head): Mark | undefined {
  return state
    .field(marked)
    .marks.filter(({ from, to }) => from <= at && at <= to)
    .toSorted((a, b) => a.to - a.from - (b.to - b.from))[0];
}

/** Where a comment is in the text; undefined when it is not shown. */
export const markOf = (state: EditorState, id: string): Mark | undefined =>
  state.field(marked).marks.find((mark) => mark.id === id);

/** What this person is about to comment on. */
export const draftIn = (state: EditorState): Mark | undefined => state.field(marked).draft;

/** Shows these comments in the text. */
export const showMarks = (view: EditorView, marks: readonly Mark[]): void =>
  view.dispatch({ effects: setMarks.of(marks) });

/** Marks what this person is about to comment on; undefined ends it. */
export const markDraft = (view: EditorView, draft: { from: number; to: number } | undefined): void =>
  view.dispatch({ effects: setDraft.of(draft) });
