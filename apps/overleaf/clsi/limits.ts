import type { Compiler } from './request.ts';

const MiB = 1024 * 1024;

/** The limits of the programs of one run. */
export interface Limits {
  seconds: number;
  /** Address space of each process. */
  memoryBytes: number;
}

/** The largest file that a run may write. */
export const fileBytes = 256 * MiB;
/** The processes that a run may have at the same time. */
export const processes = 64;
/** What a compile folder may hold. */
export const folderBytes = 1024 * MiB;

/** The limits of a compile. LuaTeX reserves more memory than it uses. */
export const limitsOf = (compiler: Compiler, seconds: number): Limits => ({
  seconds,
  memoryBytes: (compiler === 'lualatex' ? 4096 : 2048) * MiB,
});

/** The line for a compile folder that has grown too large. */
export const folderIsFull = `the compile folder reached the limit of ${folderBytes / MiB} MiB`;

/** Whoever meets a limit is told by TeX, latexmk or the system in these words. */
const signs: [RegExp, (limits: Limits) => string][] = [
  [/^the compile folder reached the limit/m, () => folderIsFull],
  [
    /File size limit exceeded|signal 25\b|File too large/,
    () => `a file reached the limit of ${fileBytes / MiB} MiB`,
  ],
  [
    /memory exhausted|not enough memory|Out of memory|Cannot allocate memory|bad_alloc/,
    ({ memoryBytes }) => `a program reached the limit of ${memoryBytes / MiB} MiB of memory`,
  ],
  [
    /fork\b.*Resource temporarily unavailable|[Cc]annot fork/,
    () => `the compile reached the limit of ${processes} processes`,
  ],
];

/** A line that names the limit of which an output tells; undefined when it tells of none. */
export const limitIn = (output: string, limits: Limits): string | undefined =>
  signs.find(([sign]) => sign.test(output))?.[1](limits);
