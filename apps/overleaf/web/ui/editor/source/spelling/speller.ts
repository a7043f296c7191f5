import * as z from 'zod';
import { ask, send } from '../../../parts/api.ts';
import { metaText } from '../../../parts/metas.ts';

const misspelled = z.object({
  misspellings: z.array(z.object({ index: z.number(), suggestions: z.array(z.string()) })),
});
const learned = z.array(z.string()).catch([]);

/** The words that this person has taught the site. */
const known = new Set(learned.parse(JSON.parse(metaText('ol-learnedWords') || '[]')));

/** Knows what is misspelled in a language, and remembers it. */
export class Speller {
  #language: string;
  /** The suggestions for a word; none for one that is right. */
  #answers = new Map<string, string[] | undefined>();

  constructor(language: string) {
    this.#language = language;
  }

  /** What to write in place of a word; undefined for one that is right, or not known yet. */
  suggestions(word: string): string[] | undefined {
    return known.has(word) ? undefined : this.#answers.get(word);
  }

  /** Has the site check the words that are new. Answers whether there were any. */
  async check(words: Iterable<string>): Promise<boolean> {
    const asked = [...new Set(words)].filter((word) => !known.has(word) && !this.#answers.has(word));
    if (asked.length === 0) return false;
    const { misspellings } = await ask(misspelled, 'POST', '/spelling/check', {
      language: this.#language,
      words: asked,
    });
    for (const word of asked) this.#answers.set(word, undefined);
    for (const { index, suggestions } of misspellings) this.#answers.set(asked[index] ?? '', suggestions);
    return true;
  }
}

/** Keeps a word as right for this person, in all projects. */
export async function learn(word: string): Promise<void> {
  await send('POST', '/spelling/learn', { word });
  known.add(word);
}
