const surrogates = /[\ud800-\udfff]/g;

/** A text with a replacement for each half of a character that needs two, as in the original. */
export const withoutSurrogates = (text: string): string => text.replace(surrogates, '\ufffd');
