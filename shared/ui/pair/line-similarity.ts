/** Words that say nothing about what a line does. */
const commonWords = new Set(['import', 'from', 'const', 'await', 'export', 'ts', 'shared']);
/** The share of words in common from which on a line stands beside another rather than alone. */
const leastShare = 0.15;

/**
 * How similar a line of one file is to a line of another, from 1 for the same words to 0 for lines with hardly any in common. An import
 * is similar to an import only.
 */
export function lineSimilarity(
  left: readonly string[],
  right: readonly string[],
): (left: number, right: number) => number {
  const [lefts, rights] = [left, right].map((lines) => lines.map((line) => ({ line, words: wordsOf(line) })));
  return (i, j) => {
    const [one, other] = [lefts?.[i], rights?.[j]];
    if (one === undefined || other === undefined) return 0;
    if (isImport(one.line) !== isImport(other.line)) return 0;
    const share = shareInCommon(one.words, other.words);
    return share < leastShare ? 0 : share;
  };
}

const isImport = (line: string): boolean => line.startsWith('import ');

const wordsOf = (line: string): string[] =>
  (line.match(/\w+/g) ?? []).filter((word) => !commonWords.has(word));

/** Dice's coefficient of two bags of words: 1 for the same words, 0 for none in common. A single word is too little to compare. */
function shareInCommon(left: readonly string[], right: readonly string[]): number {
  if (left.length < 2 || right.length < 2) return 0;
  const rest = [...right];
  const common = left.filter((word) => {
    const index = rest.indexOf(word);
    if (index !== -1) rest.splice(index, 1);
    return index !== -1;
  });
  return (2 * common.length) / (left.length + right.length);
}
