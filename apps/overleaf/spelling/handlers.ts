import * as z from 'zod';
import { parse } from '#shared/parse';
import { forgetWords, learnedWords, learnWord, unlearnWord } from './learned.ts';
import { suggestionsFor } from './speller.ts';

export const status = { status: 'spelling api is up' };
/** The bytes of a body. */
export const bodyBytes = 2 * 1024 * 1024;
/** The words that are checked of a request. */
const maxWords = 10_000;

const alwaysRight = ['Overleaf', 'overleaf', 'ShareLaTeX', 'sharelatex', 'LaTeX', 'http', 'https', 'www'];

const checkBody = z.object({
  language: z.string().nullish(),
  /** What is no text is never misspelled. */
  words: z.array(z.unknown()),
});
const learnBody = z.object({ word: z.string().min(1, 'must be a word') });

/** The parts of the path of a request: the id of a user. */
export type Path = Record<string, string>;

/** The misspelled ones of some words, by their places. */
export async function check({ user = '' }: Path, body: unknown) {
  const { language, words } = parse(checkBody, body, 'body');
  const right = new Set([...alwaysRight, ...(await learnedWords(user))]);
  const first = words.slice(0, maxWords);
  const asked = first.filter((word): word is string => typeof word === 'string' && !right.has(word));
  const found = await suggestionsFor(language ?? 'en', asked);
  return {
    misspellings: first.flatMap((word, index) => {
      const suggestions = found.get(word as string);
      return suggestions === undefined ? [] : [{ index, suggestions }];
    }),
  };
}

/** Keeps a word as right for a user, in all languages. */
export const learn = ({ user = '' }: Path, body: unknown): Promise<void> =>
  learnWord(user, parse(learnBody, body, 'body').word);

/** Takes a learned word back. */
export const unlearn = ({ user = '' }: Path, body: unknown): Promise<void> =>
  unlearnWord(user, parse(learnBody, body, 'body').word);

/** The learned words of a user. */
export const list = ({ user = '' }: Path): Promise<string[]> => learnedWords(user);

/** Takes all learned words of a user back. */
export const forget = ({ user = '' }: Path): Promise<void> => forgetWords(user);
