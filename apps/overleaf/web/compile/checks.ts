import type { Resource } from './resources.ts';

/** Bytes of all texts of a project that is compiled. */
const maxTextBytes = 5_000_000;
const listedAtMost = 10;

/** What keeps a project from being compiled, as its editor shows it. */
export type Problems =
  | { mainFile: string }
  | { conflictedPaths: { path: string }[] }
  | { sizeCheck: { resources: { path: string; kbSize: number }[]; totalSize: number } };

/** Files that have the path of a folder, and texts that are too large together; undefined when all is well. */
export function problemsOf(resources: readonly Resource[]): Problems | undefined {
  const paths = new Set(resources.map(({ path }) => path));
  const folders = new Set([...paths].flatMap(foldersOf));
  const conflictedPaths = [...paths].filter((path) => folders.has(path)).map((path) => ({ path }));
  if (conflictedPaths.length > 0) return { conflictedPaths };
  const sizes = resources.flatMap((each) =>
    'content' in each ? [{ path: each.path, size: Buffer.byteLength(each.content) }] : [],
  );
  const totalSize = sizes.reduce((sum, { size }) => sum + size, 0);
  if (totalSize <= maxTextBytes) return undefined;
  const largest = sizes.sort((a, b) => b.size - a.size).slice(0, listedAtMost);
  return {
    sizeCheck: { resources: largest.map(({ path, size }) => ({ path, kbSize: size / 1000 })), totalSize },
  };
}

const foldersOf = (path: string): string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
};
