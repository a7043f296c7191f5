import { createStore } from '../../../../../../shared/ui/store.ts';

/** The document that is open, for all that is not the source itself. */
export interface OpenDocument {
  id: string;
  /** Where it is in the project, such as `chapters/one.tex`. */
  path: string;
  text(): string;
}

/** The document that is open; undefined until its text is there. */
export const openDocument = createStore<OpenDocument | undefined>(undefined);

/** Where the cursor is: a line from 1 on, and a column from 0 on. */
export const cursorStore = createStore({ line: 1, column: 0 });

/** Whether the server has all that was typed. */
export const savedStore = createStore(true);

/** Grows with each change of the text that is open, by whom ever. */
export const editStore = createStore(0);

/** Resolves when all that was typed is stored, or after so many milliseconds. */
export function whenSaved(atMostMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (savedStore.get()) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, atMostMs);
    const stop = savedStore.subscribe(() => savedStore.get() && end());
  });
}
