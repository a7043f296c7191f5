import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from 'node:test';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { letGo, onStop } from '#shared/cli/stop';
import { createSurroundings } from './harness/surroundings.ts';
import { installFor } from './harness/tools.ts';
import { type Level, levels } from './levels.ts';
import { type Counts, inWords, report } from './reporter.ts';

const progress = createProgress();
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const stopping = new AbortController();
/** What a person has set; the surroundings add to `process.env` what is meant for one level. */
const given = { ...process.env };
/** Milliseconds after which a level counts as stuck. */
const levelLimitMs = 8 * 60_000;

/** `npm test [-- LEVEL...]`: installs what is missing, starts what the levels need, runs them, counts. */
async function main(): Promise<void> {
  const chosen = levelsNamed(process.argv.slice(2));
  await installFor(chosen, progress);
  const surroundings = createSurroundings(progress);
  if (chosen.some(({ on }) => on !== undefined)) surroundings.prepare();
  try {
    for (const level of chosen) {
      const environment = await surroundings.enter(level.on);
      if (stopping.signal.aborted) break;
      add(await runLevel(level, environment));
    }
  } finally {
    await surroundings.close();
  }
}

function levelsNamed(names: string[]): readonly Level[] {
  const unknown = names.find((name) => !levels.some((level) => level.name === name));
  if (unknown !== undefined) {
    const all = levels.map(({ name }) => name).join(', ');
    throw new Failure(`There is no test level ${unknown}; there are: ${all}`);
  }
  return names.length === 0 ? levels : levels.filter(({ name }) => names.includes(name));
}

/** Runs the files of a level, each in a process of its own. A level that runs no test or does not end counts as a failure. */
async function runLevel(
  { name, files, concurrency }: Level,
  environment: Record<string, string>,
): Promise<Counts> {
  process.stdout.write(`\n${name}\n`);
  const from = performance.now();
  const limit = AbortSignal.timeout(levelLimitMs);
  const found = [
    ...new Set(
      files.flatMap((pattern) =>
        globSync(pattern)
          .sort()
          .map((file) => resolve(file)),
      ),
    ),
  ];
  const events = run({
    files: found,
    concurrency,
    env: { ...given, ...environment },
    signal: AbortSignal.any([limit, stopping.signal]),
  });
  const lines = report(events);
  let next = await lines.next();
  for (; !next.done; next = await lines.next()) process.stdout.write(next.value);
  const counts = { ...next.value };
  const problem =
    (limit.aborted && `did not end within ${levelLimitMs / 1000} s`) ||
    (counts.passed + counts.failed === 0 && 'has run no test');
  if (problem && !stopping.signal.aborted) {
    process.stdout.write(`  the level ${name} ${problem}\n`);
    counts.failed += 1;
  }
  process.stdout.write(
    `  ${name}: ${inWords(counts)} in ${((performance.now() - from) / 1000).toFixed(1)} s\n`,
  );
  return counts;
}

function add(counts: Counts): void {
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
}

onStop(() => stopping.abort());
try {
  await main();
} catch (error) {
  if (error instanceof Failure && error.exitCode === 2) {
    process.stderr.write(`\n${error.message}\n`);
    process.exit(2);
  }
  process.stderr.write(`\n${error instanceof Error ? error.stack : error}\n`);
  total.failed += 1;
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 || stopping.signal.aborted ? 1 : 0;
letGo();
