/** A document with which a compile may begin; `size` in bytes. */
export interface Candidate {
  path: string;
  size: number;
}

/** Whether a compile may begin with a document: its name is one of LaTeX, and it has a `\documentclass`. */
export const mayBeRoot = (path: string, lines: readonly string[]): boolean =>
  /\.(r?tex|ltx)$/i.test(path) && lines.some((line) => /^[^%]*\\documentclass/.test(line));

/** The candidate that is the least deep; among these `main.tex`, else the shortest. Undefined where there is none. */
export const rootPathOf = (candidates: readonly Candidate[]): string | undefined =>
  candidates.toSorted((one, other) => compare(orderOf(one), orderOf(other)))[0]?.path;

const orderOf = ({ path, size }: Candidate): number[] => [
  path.split('/').length,
  /(^|\/)main\.tex$/.test(path) ? 0 : 1,
  size,
];

function compare(one: number[], other: number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
