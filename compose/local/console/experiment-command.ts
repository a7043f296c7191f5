import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { invalid } from '#shared/errors';
import { safeParseJson } from '#shared/parse';
import type { Asked, ExperimentEvent } from '#shared/ui/experiments/types';

const root = join(import.meta.dirname, '..', '..', '..');
const command = join(root, 'test', 'bench', 'experiments', 'command.ts');

/** Whether there is the command; a tree of `npm run export` is without it. */
export const hasExperiments = (): boolean => existsSync(command);

/** The warnings that the bootstrap has switched off for the runner. */
const warnings = process.execArgv.filter((option) => option.startsWith('--disable-warning'));

/** What the report of a run says that was started from the console. */
const note = 'Started from the console, whose own forms ran beside it.';

/** After a request to stop, milliseconds until the command is ended at once. It stops its servers in a few seconds. */
const stopWithinMs = 20_000;
/** The number of lines of the command that are told when it fails. */
const maxErrorLines = 6;

const event = z.looseObject({ kind: z.enum(['point', 'second', 'line', 'part', 'result']) });

/** The command `npm run experiment` while it runs. */
export interface RunningExperiment {
  /** Resolves when it and all that it has started have ended: with the reason of a failure, or undefined. */
  ended: Promise<string | undefined>;
  stop(): Promise<void>;
}

/** Starts the command as a process of its own, and tells what it measures. Its results go to `folder`. */
export function startExperiment(
  asked: Asked,
  folder: string,
  tell: (event: ExperimentEvent) => void,
): RunningExperiment {
  const child = launch([...argumentsOf(asked), '--events', '--keep', '--note', note, '--out', folder]);
  const lastLines: string[] = [];
  if (child.stdout !== null)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = safeParseJson(event, line);
      if (told !== undefined) tell(told as unknown as ExperimentEvent);
    });
  if (child.stderr !== null)
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.trim() !== '') lastLines.push(line);
      if (lastLines.length > maxErrorLines) lastLines.shift();
    });
  const ended = once(child, 'close').then(
    ([code]) => (code === 0 ? undefined : lastLines.join('\n') || `it ended with exit code ${code}`),
    (error: Error) => error.message,
  );
  return {
    ended,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Compares two files of results as the command does; answers its JSON, or throws what it says. */
export async function compareFiles(first: string, second: string): Promise<string> {
  const child = launch(['--compare', '--json', first, second]);
  const read = (stream: Readable | null): Promise<string> =>
    stream === null ? Promise.resolve('') : text(stream);
  const [output, errors] = await Promise.all([read(child.stdout), read(child.stderr)]);
  if (child.exitCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw invalid(errors.trim());
  return output;
}

/** The command also stops when the channel to this process closes, because the runner was killed. It ignores Ctrl-C, which the runner gets. */
const launch = (args: string[]): ChildProcess =>
  spawn(process.execPath, [...warnings, command, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });

const argumentsOf = ({ experiment, app, placements, rounds, requests, seconds }: Asked): string[] => [
  experiment,
  app,
  ...(placements.length === 0 ? [] : ['--placement', placements.join(',')]),
  ...Object.entries(experiment === 'one' ? { rounds, requests } : { seconds }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, `${value}`],
  ),
];
