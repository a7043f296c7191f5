import { LRUCache } from 'lru-cache';
import { checkLanguage } from './aspell/languages.ts';
import { isAskable } from './aspell/line.ts';
import { checkByAspell } from './aspell/pool.ts';

/** What may be meant by a misspelled word; `right` for a word of the language. */
type Verdict = string[] | 'right';

const tenHoursMs = 10 * 60 * 60 * 1000;
/** By language and word, with the limits of the original. */
const verdicts = new LRUCache<string, Verdict>({ max: 10_000, ttl: tenHoursMs });
/** Words that aspell gets at once. */
const batch = 100;

/** The suggestions for each misspelled one of some words. Throws `invalid` for a language without a dictionary. */
export async function suggestionsFor(language: string, words: string[]): Promise<Map<string, string[]>> {
  await checkLanguage(language);
  const keyOf = (word: string): string => `${language}:${word}`;
  const found = new Map<string, Verdict>();
  for (const word of words) {
    const verdict = isAskable(word) ? verdicts.get(keyOf(word)) : 'right';
    if (verdict !== undefined) found.set(word, verdict);
  }
  const unknown = [...new Set(words)].filter((word) => !found.has(word));
  for (let from = 0; from < unknown.length; from += batch)
    for (const [word, verdict] of await ask(language, unknown.slice(from, from + batch))) {
      found.set(word, verdict);
      verdicts.set(keyOf(word), verdict);
    }
  return new Map([...found].flatMap(([word, verdict]) => (verdict === 'right' ? [] : [[word, verdict]])));
}

/** Of a word with a hyphen aspell may report a part, which is another word. */
async function ask(language: string, words: string[]): Promise<[word: string, verdict: Verdict][]> {
  const reported = await checkByAspell(language, words);
  const suggestions = new Map(reported.map(({ word, suggestions: each }) => [word, each]));
  return words.map((word) => [word, suggestions.get(word) ?? 'right']);
}
