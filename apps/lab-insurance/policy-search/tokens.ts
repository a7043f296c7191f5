// As the original's search engine: a word with an apostrophe is one, one with a hyphen two.
const token = /[\p{L}\p{N}\p{M}]+(?:'[\p{L}\p{N}\p{M}]+)*/gu;

/** The words of a text in lower case, in order. */
export const tokensOf = (text: string): string[] =>
  text.normalize('NFC').toLowerCase().replaceAll('’', "'").match(token) ?? [];

/**
 * What is searched of some texts: all their words, a blank round each. Between two texts there is one more, so that no phrase
 * reaches from one into the other.
 */
export const wordsOf = (...texts: string[]): string =>
  ` ${texts.map((text) => tokensOf(text).join(' ')).join('  ')} `;
