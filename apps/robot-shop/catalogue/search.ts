import { stemmer } from 'stemmer';

/** Words too frequent to mean anything, as far as product texts use them. */
const stopWords = new Set(
  `a about after all an and any are as at be because been but by can could did do does for from had has have he her
  his how i if in into is it its just me more most my no nor not of on only or our out over own she so some such
  than that the their them then there these they this those to too up was we were what when where which while who
  why will with would you your`.split(/\s+/),
);

/** A text search as MongoDB's `$text` reads it: any term, every "quoted phrase", and no -excluded term. */
export interface Query {
  terms: string[];
  phrases: string[];
  excluded: string[];
}

/** Splits what was typed into terms (as stems), phrases and excluded terms. */
export function parseQuery(text: string): Query {
  const phrases: string[] = [];
  const rest = text.replace(/"([^"]*)"/g, (_match, phrase: string) => {
    if (phrase.trim() !== '') phrases.push(fold(phrase.trim()));
    return ` ${phrase} `;
  });
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const isExcluded = (word: string) => /^-[^-]/.test(word);
  return {
    terms: words.filter((word) => !isExcluded(word)).flatMap(stems),
    phrases,
    excluded: words.filter(isExcluded).flatMap((word) => stems(word.slice(1))),
  };
}

/** Whether a text answers a query. A query of nothing but excluded terms is answered by nothing. */
export function matches(text: string, { terms, phrases, excluded }: Query): boolean {
  const found = new Set(stems(text));
  return (
    terms.some((term) => found.has(term)) &&
    phrases.every((phrase) => fold(text).includes(phrase)) &&
    !excluded.some((term) => found.has(term))
  );
}

/** The stems of the words of a text, without stop words, case and accents. */
const stems = (text: string): string[] =>
  (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !stopWords.has(word)).map(stemmer);

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
