import { mkdtempSync, rmSync } from 'node:fs';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { textOf } from '#shared/cli/run-command';
import { stopSignal } from '#shared/cli/stop';
import { temporaryPrefix } from '#shared/process/temporary';
import type { Level } from '../levels.ts';
import { add, type Counts, lastLine } from '../reporter.ts';
import { runLevel } from './run-level.ts';
import { createSurroundings } from './surroundings.ts';
import { installFor } from './tools.ts';

/** Milliseconds after which a level counts as stuck. */
const levelLimitMs = 30 * 60_000;

/**
 * Installs what levels need and this machine lacks, runs them, on what is deployed where `given` says, else on what each of them needs,
 * and prints their counts. Resolves with the exit code.
 */
export const runLevels = (chosen: readonly Level[], given?: Record<string, string>): Promise<number> =>
  counted((total) => runAll(chosen, given, total));

/**
 * Prints the counts of a run last, whatever ends it; what it throws counts as a failure. `run` adds to the counts. Resolves with the exit
 * code.
 */
export async function counted(run: (total: Counts) => Promise<void>): Promise<number> {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    await run(total);
  } catch (error) {
    if (error instanceof Failure && error.exitCode === 2) throw error;
    process.stderr.write(`\n${textOf(error)}\n`);
    if (error !== stopSignal.reason) total.failed += 1;
  }
  process.stdout.write(`\n${lastLine(total)}\n`);
  return total.failed > 0 || stopSignal.aborted ? 1 : 0;
}

async function runAll(
  chosen: readonly Level[],
  given: Record<string, string> | undefined,
  total: Counts,
): Promise<void> {
  const progress = createProgress();
  await installFor(chosen, progress);
  // Hundreds of short processes load the same code.
  const compileCache = mkdtempSync(temporaryPrefix('cache'));
  process.env.NODE_COMPILE_CACHE ??= compileCache;
  // The environment before the surroundings add to it what is meant for one level.
  const own = { ...process.env };
  const surroundings = createSurroundings(progress);
  try {
    for (const level of chosen) {
      const environment = given ?? (await surroundings.enter(level.on));
      if (stopSignal.aborted) break;
      const counts = await runLevel(level, {
        env: { ...own, ...environment },
        stop: stopSignal,
        limitMs: levelLimitMs,
        write: (text) => process.stdout.write(text),
      });
      add(total, counts);
    }
  } finally {
    await surroundings.close();
    rmSync(compileCache, { recursive: true, force: true });
  }
}
