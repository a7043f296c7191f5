import { createStore, useStore } from '../../../../../../../shared/ui/store.ts';

/** What this person has begun to write and not sent, by the name of the place; a panel may close meanwhile. */
const begun = createStore<Readonly<Record<string, string>>>({});

/** Forgets what was begun at a place. */
export const forget = (place: string): void =>
  begun.set((all) => Object.fromEntries(Object.entries(all).filter(([key]) => key !== place)));

/** What is written at a place, and how to change it, from the text there or one's change of it; `before` is there if nothing was begun. */
export function useWords(
  place: string,
  before: string,
): [text: string, set: (next: string | ((now: string) => string)) => void] {
  const text = useStore(begun)[place] ?? before;
  return [
    text,
    (next) => {
      const after = typeof next === 'function' ? next(begun.get()[place] ?? before) : next;
      if (after === before) forget(place);
      else begun.set((all) => ({ ...all, [place]: after }));
    },
  ];
}
