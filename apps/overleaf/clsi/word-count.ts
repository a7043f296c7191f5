import { posix } from 'node:path';
import type { Sources } from './sources.ts';
import { readCount, type WordCount } from './texcount.ts';
import { runTool } from './tool.ts';

/** Counts the words of a file of a build, and of the files that it includes. */
export async function countWords(file: string, { folder, texts }: Sources): Promise<WordCount> {
  // The files that TeX includes are named from the folder in which it runs.
  const named = Object.entries(texts).map(([path, text]) => [posix.relative(folder, path), text] as const);
  const files = Object.fromEntries(named.filter(([name]) => !name.startsWith('../')));
  const argv = ['texcount', '-nocol', '-inc', `./${posix.relative(folder, file)}`];
  return readCount(await runTool({ argv, files }));
}
