import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Failure } from '#shared/cli/failure';
import { messageOf } from '#shared/errors';
import { blameCaller, parseJson } from '#shared/parse';
import { thisMachine } from '../machine.ts';

const steps = z.object({
  Invocation: z.number(),
  Init: z.number(),
  Compute: z.number(),
  Store: z.number(),
  Gateway: z.number(),
});

/** What one column of a table was measured on: `microservice`, `control`, or a placement of the serverless form. */
const column = z.object({ name: z.string(), form: z.enum(['microservice', 'serverless']) });

/** The machine, the versions and the commit of a run. */
const surroundings = z.object({
  at: z.iso.datetime(),
  machine: z.object({ cores: z.int(), model: z.string(), memoryGiB: z.number(), system: z.string() }),
  node: z.string(),
  /** The servers of the stores, with their versions. */
  servers: z.array(z.string()),
  /** The OpenWhisk that ran the actions. */
  platform: z.string(),
  /** The commit of the code, with a plus sign when files were changed since; absent outside of a repository. */
  commit: z.string().exactOptional(),
  /** Where the random numbers of the evaluation begin. */
  seed: z.int(),
  /** What else is to be known, for example what ran beside it. */
  note: z.string().exactOptional(),
});
export type Surroundings = z.output<typeof surroundings>;

/** Experiment one: the time of single requests, by step. Times in milliseconds. */
const resultOne = surroundings.extend({
  experiment: z.literal('one'),
  app: z.string(),
  task: z.string(),
  schedule: z.object({ rounds: z.int(), requestsARound: z.int(), warmUp: z.int() }),
  columns: z.array(
    column.extend({
      rounds: z.array(z.object({ totals: z.array(z.number()), steps: z.array(steps), cpu: z.number() })),
    }),
  ),
});
export type ResultOne = z.output<typeof resultOne>;

/** What happened in one second of a ramp. */
const second = z.object({
  /** The number of clients, or the requests a second that an open ramp was to send. */
  load: z.number(),
  /** Requests that were answered, and those that failed. */
  answered: z.int(),
  failed: z.int(),
  /** The latencies of those that were answered, in milliseconds; null when there are none. */
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  /** Cores that the processes of the form used, and their memory in megabytes. */
  cores: z.number(),
  memoryMb: z.number(),
  /** The instances of actions; 0 in the microservice form. */
  instances: z.int(),
});
export type Second = z.output<typeof second>;

/** Experiment two: a load that grows until the form is saturated. */
const resultTwo = surroundings.extend({
  experiment: z.literal('two'),
  app: z.string(),
  task: z.string(),
  runs: z.array(
    column.extend({
      /** `single` is one client, whose load does not grow. */
      ramp: z.enum(['single', 'closed', 'open']),
      /** What the load grows by in a second. */
      step: z.number(),
      seconds: z.array(second),
      /** The work that was left when all had responses: how long the machine was not idle, and the CPU time of the form's processes. */
      afterwards: z.object({ seconds: z.number(), cpuSeconds: z.number() }),
      /** Requests that were acknowledged and whose work was not done afterwards. */
      lost: z.int(),
      /** What failed, and how often. */
      errors: z.record(z.string(), z.int()),
      /** Gigabyte-seconds of the activations, those afterwards too; absent in the microservice form. */
      billedGbSeconds: z.number().exactOptional(),
    }),
  ),
  /** Gigabytes that the processes of each form reserve all day by the compose files: without stores, and without the platform. */
  reservedGb: z.object({ microservice: z.number(), serverless: z.number() }),
});
export type ResultTwo = z.output<typeof resultTwo>;
export type Run = ResultTwo['runs'][number];

const result = z.discriminatedUnion('experiment', [resultOne, resultTwo]);
export type Result = z.output<typeof result>;

/** Reads the file of a result. Throws a failure that names the file. */
export function readResult(file: string): Result {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${messageOf(error)}`, 2);
  }
  try {
    return parseJson(result, text, file, blameCaller);
  } catch (error) {
    const reason = messageOf(error);
    const where = reason.startsWith(file) ? '' : `${file}: `;
    throw new Failure(`${where}${reason}. Give a file that npm run experiment has written.`, 2);
  }
}

/** What is to be known about a run on this machine. */
export function surroundingsOf(servers: string[], platform: string, seed: number): Surroundings {
  const commit = commitOf();
  return {
    at: new Date().toISOString(),
    machine: thisMachine(),
    node: process.version,
    servers,
    platform,
    ...(commit !== undefined && { commit }),
    seed,
  };
}

function commitOf(): string | undefined {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' });
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+';
    return git('rev-parse', '--short=12', 'HEAD').trim() + changed;
  } catch {
    return undefined;
  }
}
