import { lineSimilarity } from './line-similarity.ts';

/** Two files line by line; lines are counted from 0. A line that only one file has stands alone. */
export interface Row {
  left?: number;
  right?: number;
  /** `same` lines are equal; `similar` ones share many words; `different` ones only stand beside each other. */
  kind: 'same' | 'similar' | 'different';
}

/** What a line of each file, put into one row, adds to the sum that `alignLines` makes as great as possible; 0 for no counterparts. */
type Gain = (left: number, right: number) => number;

/** The gain from which on lines are called similar. */
const leastSimilar = 0.3;
/** An equal line counts more than some similar ones; an empty line counts little, because there are many. */
const [equalCounts, emptyCounts] = [3, 0.05];

/** Finds the lines that are equal or similar, in their order, so that as much as possible of both files has a counterpart. */
export function alignLines(left: readonly string[], right: readonly string[]): Row[] {
  const gain = gainsOf(left, right);
  const best = bestSums(gain, left.length, right.length);
  const sum = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const together = gain(i, j);
    if (together > 0 && sum(i, j) === together + sum(i + 1, j + 1)) {
      const unequal = together < leastSimilar ? 'different' : 'similar';
      rows.push({ left: i, right: j, kind: left[i] === right[j] ? 'same' : unequal });
      i++;
      j++;
    } else if (sum(i, j) === sum(i + 1, j)) rows.push({ left: i++, kind: 'different' });
    else rows.push({ right: j++, kind: 'different' });
  }
  while (i < left.length) rows.push({ left: i++, kind: 'different' });
  while (j < right.length) rows.push({ right: j++, kind: 'different' });
  return rows;
}

function gainsOf(left: readonly string[], right: readonly string[]): Gain {
  const similarity = lineSimilarity(left, right);
  return (i, j) => {
    if (left[i] !== right[j]) return similarity(i, j);
    return left[i]?.trim() === '' ? emptyCounts : equalCounts;
  };
}

/** The greatest sum of gains from each pair of lines on: `[i][j]` for the lines from `i` of the left and from `j` of the right file on. */
function bestSums(gain: Gain, lefts: number, rights: number): number[][] {
  const best = [Array<number>(rights + 1).fill(0)];
  for (let i = lefts - 1; i >= 0; i--) {
    const [below = []] = best;
    const row = [0];
    for (let j = rights - 1; j >= 0; j--) {
      const together = gain(i, j) > 0 ? gain(i, j) + (below[j + 1] ?? 0) : 0;
      row.unshift(Math.max(together, below[j] ?? 0, row[0] ?? 0));
    }
    best.unshift(row);
  }
  return best;
}

/** Puts lines that stand alone in one file beside those that stand alone in the other, as far as there are both. */
export function besideEachOther(rows: readonly Row[]): Row[] {
  const [next] = rows;
  if (next === undefined) return [];
  const end = rows.findIndex(({ left, right }) => left !== undefined && right !== undefined);
  const run = end === -1 ? rows : rows.slice(0, end);
  if (run.length === 0) return [next, ...besideEachOther(rows.slice(1))];
  const lefts = run.filter(({ left }) => left !== undefined);
  const rights = run.filter(({ right }) => right !== undefined);
  const longer = lefts.length > rights.length ? lefts : rights;
  const beside = longer.map((_row, index): Row => ({ ...lefts[index], ...rights[index], kind: 'different' }));
  return [...beside, ...besideEachOther(rows.slice(run.length))];
}

/** The lines of the right file, beside those lines of the left one that are equal or similar. */
export const withCounterparts = (rows: readonly Row[]): Row[] =>
  rows.flatMap(({ left, right, kind }): Row[] => {
    if (right === undefined) return [];
    return [left === undefined || kind === 'different' ? { right, kind } : { left, right, kind }];
  });
