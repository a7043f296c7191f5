import { mkdtempSync, rmSync } from 'node:fs';
import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { runCommand, textOf } from '#shared/cli/run-command';
import { stopSignal } from '#shared/cli/stop';
import { temporaryPrefix } from '#shared/process/temporary';
import { levelsFor, variablesOfGiven } from './harness/given-deployments.ts';
import { runLevel } from './harness/run-level.ts';
import { createSurroundings } from './harness/surroundings.ts';
import { installFor } from './harness/tools.ts';
import { type Level, levels } from './levels.ts';
import type { Counts } from './reporter.ts';

const progress = createProgress();
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const line = commandLine({
  call: 'npm test --',
  does: 'Runs the tests: starts what they need, and ends with one line of counts.',
  arguments: { '[LEVEL…]': `default all: ${levels.map(({ name }) => name).join(', ')}` },
  options: {
    on: {
      value: 'APP=URL',
      text: 'test the serverless form that is deployed there, and start nothing; may be repeated',
      multiple: true,
    },
  },
  environment: { 'TEST_…': 'deployments of yours, see test/README.md' },
  examples: {
    'npm test': 'everything',
    'npm test -- unit glue': 'two levels',
    'npm test -- contract --on robot-shop=http://shop.example': 'a deployment on the OpenWhisk in OW_APIHOST',
  },
  takes:
    'seconds for unit and glue, 1 to 5 minutes for a level that starts applications, about 45 minutes for all',
});
/** Milliseconds after which a level counts as stuck. */
const levelLimitMs = 30 * 60_000;

/** `npm test [-- LEVEL...]`: installs what is missing, starts what the levels need, runs them, counts. */
async function main(): Promise<number> {
  const { values, positionals } = readCommandLine(line, process.argv.slice(2));
  const named = levelsNamed(positionals);
  const isGiven = values.on.length > 0;
  const chosen = isGiven ? levelsFor(named, values.on) : named;
  const given = isGiven ? await variablesOfGiven(values.on) : undefined;
  try {
    await runLevels(chosen, given);
  } catch (error) {
    if (error instanceof Failure && error.exitCode === 2) throw error;
    process.stderr.write(`\n${textOf(error)}\n`);
    if (error !== stopSignal.reason) total.failed += 1;
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  return total.failed > 0 || stopSignal.aborted ? 1 : 0;
}

/** Runs levels, on what is deployed where `given` says, else on what each of them needs. */
async function runLevels(chosen: readonly Level[], given?: Record<string, string>): Promise<void> {
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
      for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
    }
  } finally {
    await surroundings.close();
    rmSync(compileCache, { recursive: true, force: true });
  }
}

function levelsNamed(names: string[]): readonly Level[] {
  const unknown = names.find((name) => !levels.some((level) => level.name === name));
  if (unknown !== undefined) {
    const all = levels.map(({ name }) => name).join(', ');
    throw new Failure(`There is no test level ${unknown}; there are: ${all}.`, 2);
  }
  return names.length === 0
    ? levels.filter(({ onlyByName }) => !onlyByName)
    : levels.filter(({ name }) => names.includes(name));
}

await runCommand(main);
