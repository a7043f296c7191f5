/** A word that is not in the dictionary, with what may be meant, the likeliest first. */
export interface Misspelling {
  word: string;
  suggestions: string[];
}

/**
 * Reads a line of aspell's pipe mode: `& word 2 1: one, two` with suggestions, `# word 1` without. Undefined for a line that is about no
 * misspelling.
 */
export function misspellingIn(line: string): Misspelling | undefined {
  const [, sign, word = '', suggestions] = /^([&#]) (\S+) [\d ]+(?:: (.*))?$/.exec(line) ?? [];
  return sign === undefined ? undefined : { word, suggestions: suggestions?.split(', ') ?? [] };
}

/**
 * Whether aspell can be asked for a word: letters with apostrophes, hyphens and dots. Of any other text it checks pieces, which the
 * caller has not asked for, or takes it for a command.
 */
export const isAskable = (word: string): boolean => /^[\p{L}\p{M}'’.·-]+$/u.test(word) && /\p{L}/u.test(word);
