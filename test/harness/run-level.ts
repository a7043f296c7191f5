import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from 'node:test';
import type { Level } from '../levels.ts';
import { type Counts, inWords, report } from '../reporter.ts';

/** How the files of a level are run. */
export interface LevelOptions {
  /** The whole environment of each file's process. */
  env: NodeJS.ProcessEnv;
  /** Ends the level when a person stops the run. */
  stop: AbortSignal;
  /** Milliseconds after which the level counts as stuck. */
  limitMs: number;
  /** Prints what happens, as it happens. */
  write(text: string): void;
}

/**
 * Runs the files of a level, each in a process of its own, and counts its tests. A file that crashes counts as a failure, and so does a level that runs
 * no test or does not end in time.
 */
export async function runLevel(
  { name, files, concurrency }: Pick<Level, 'name' | 'files' | 'concurrency'>,
  { env, stop, limitMs, write }: LevelOptions,
): Promise<Counts> {
  const from = performance.now();
  const limit = AbortSignal.timeout(limitMs);
  const events = run({
    files: [...new Set(files.flatMap((pattern) => globSync(pattern).sort()))].map((file) => resolve(file)),
    concurrency,
    env,
    signal: AbortSignal.any([limit, stop]),
  });
  write(`\n${name}\n`);
  const lines = report(events);
  let next = await lines.next();
  for (; !next.done; next = await lines.next()) write(next.value);
  const counts = { ...next.value };
  const problem =
    (limit.aborted && `did not end within ${limitMs / 1000} s`) ||
    (counts.passed + counts.failed === 0 && 'has run no test');
  if (problem && !stop.aborted) {
    write(`  the level ${name} ${problem}\n`);
    counts.failed += 1;
  }
  write(`  ${name}: ${inWords(counts)} in ${((performance.now() - from) / 1000).toFixed(1)} s\n`);
  return counts;
}
