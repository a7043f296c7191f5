import type { Extension } from '@codemirror/state';
import { marks } from './marks.ts';
import { menu } from './menu.ts';
import { Speller } from './speller.ts';

/** Marks misspelled words of a language, the code of which is that of a dictionary; nothing without a code. */
export function spelling(language: string): Extension {
  if (language === '') return [];
  const speller = new Speller(language);
  return [marks(speller), menu(speller)];
}
