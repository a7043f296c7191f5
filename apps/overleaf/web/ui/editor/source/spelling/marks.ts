import { type Extension, type Range, StateEffect } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  type PluginValue,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import type { Speller } from './speller.ts';
import { type Word, wordsIn } from './words.ts';

/** Milliseconds without a change before words are checked. */
const delayMs = 500;

/** Words are known now that were not before. */
export const spelled = StateEffect.define<null>();

/** Underlines the misspelled words that can be seen. */
export const marks = (speller: Speller): Extension =>
  ViewPlugin.define((view) => new Marks(view, speller), { decorations: ({ shown }) => shown });

const mark = Decoration.mark({ class: 'cm-misspelled' });

class Marks implements PluginValue {
  shown: DecorationSet;
  #view: EditorView;
  #speller: Speller;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView, speller: Speller) {
    this.#view = view;
    this.#speller = speller;
    this.shown = this.#marked();
    this.#plan();
  }

  update(update: ViewUpdate): void {
    const isNews = update.transactions.some(({ effects }) => effects.some((each) => each.is(spelled)));
    if (!isNews && !update.docChanged && !update.viewportChanged) return;
    this.shown = this.#marked();
    if (!isNews) this.#plan();
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  #plan(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), delayMs);
  }

  /** Without an answer nothing is marked, and the next change asks again. */
  async #check(): Promise<void> {
    const words = this.#words().map(({ text }) => text);
    const isNews = await this.#speller.check(words).catch(() => false);
    if (isNews && this.#view.dom.isConnected) this.#view.dispatch({ effects: spelled.of(null) });
  }

  /** The words that can be seen, without the one that is being typed. */
  #words(): Word[] {
    const { state, visibleRanges } = this.#view;
    const { head } = state.selection.main;
    return visibleRanges.flatMap((range) => {
      const from = state.doc.lineAt(range.from).from;
      const to = Math.min(state.doc.lineAt(range.to).to, from + 50_000);
      return wordsIn(state.doc.sliceString(from, to))
        .map((word) => ({ ...word, from: from + word.from }))
        .filter((word) => word.from + word.text.length !== head || !this.#view.hasFocus);
    });
  }

  #marked(): DecorationSet {
    const ranges = this.#words()
      .filter(({ text }) => this.#speller.suggestions(text) !== undefined)
      .map(({ text, from }): Range<Decoration> => mark.range(from, from + text.length));
    return Decoration.set(ranges, true);
  }
}
