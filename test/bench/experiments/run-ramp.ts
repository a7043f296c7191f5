import pLimit from 'p-limit';
import type { Deployment } from '#compose/local/deployment';
import type { Progress } from '#shared/cli/progress';
import { stopSignal } from '#shared/cli/stop';
import { percentile } from '#shared/statistics';
import type { ReadyRequest } from '../load.ts';
import { closedRamp, oneClient, openRamp, type RampRequest } from './ramp.ts';
import type { Run, Second } from './result.ts';
import { settleAtMostMs, settled } from './settled.ts';
import type { Growth } from './tasks.ts';
import { type Usage, watch } from './watch.ts';

/** How many requests are looked for at the same time. */
const atOnce = 8;

/** A deployment that has a ramp, and the requests that are ready for it. */
interface RampSubject {
  deployment: Deployment;
  name: string;
  /** The processes that are watched, with all below them. */
  roots: number[];
  next: () => Promise<ReadyRequest | undefined>;
}

/**
 * Runs one ramp on one deployment, waits until it has done the work that is left, and looks for everything that was acknowledged.
 * `onSecond` is called as seconds go by.
 */
export async function runRamp(
  { deployment, name, roots, next }: RampSubject,
  ramp: Run['ramp'],
  { clients, rate }: Growth,
  seconds: number,
  progress: Progress,
  onSecond: (second: number, values: Second) => void,
): Promise<Run> {
  const { run, step } = {
    single: { run: oneClient, step: 0 },
    closed: { run: closedRamp, step: clients },
    open: { run: openRamp, step: rate },
  }[ramp];
  const loadIn = (second: number): number => (ramp === 'single' ? 1 : step * (second + 1));
  const end = await watch(deployment, roots);
  const all: RampRequest[] = [];
  let second = 0;
  const timer = setInterval(() => {
    onSecond(second + 1, secondOf(all, second, second < seconds ? loadIn(second) : 0));
    second += 1;
  }, 1000);
  const ended = (request: RampRequest): void => void all.push(request);
  const requests = await run(next, { step, seconds, signal: stopSignal, ended }).finally(() =>
    clearInterval(timer),
  );
  const worked = await progress.step(`${name} does the work that is left`, () =>
    settled(settleAtMostMs.after),
  );
  const { usages, billedGbSeconds } = await end();
  const inRamp = secondsOf(requests, usages, loadIn);
  return {
    name,
    form: deployment.form,
    ramp,
    step,
    seconds: inRamp,
    afterwards: {
      seconds: rounded((worked ?? settleAtMostMs.after) / 1000),
      cpuSeconds: rounded(usages.slice(inRamp.length).reduce((sum, { cores }) => sum + cores, 0)),
    },
    lost: await countLost(requests),
    errors: errorsOf(requests),
    ...(billedGbSeconds !== undefined && { billedGbSeconds }),
  };
}

/** The requests by the second in which they ended, beside what was used in it. */
function secondsOf(requests: RampRequest[], usages: Usage[], loadIn: (second: number) => number): Second[] {
  const lastSent = Math.max(0, ...requests.map(({ at }) => at));
  const count = Math.ceil(Math.max(0, ...requests.map(({ end }) => end)) / 1000);
  return Array.from({ length: count }, (_, second) =>
    secondOf(requests, second, second * 1000 <= lastSent ? loadIn(second) : 0, usages[second]),
  );
}

/** One second of a ramp, from 0 on. */
function secondOf(requests: RampRequest[], second: number, load: number, usage?: Usage): Second {
  const ended = requests.filter(({ end }) => Math.floor(end / 1000) === second);
  const latencies = ended.filter(({ error }) => error === undefined).map(({ at, end }) => end - at);
  const part = (p: number): number | null =>
    latencies.length === 0 ? null : rounded(percentile(latencies, p));
  const { cores = 0, memoryMb = 0, instances = 0 } = usage ?? {};
  return {
    load,
    answered: latencies.length,
    failed: ended.length - latencies.length,
    p50: part(0.5),
    p95: part(0.95),
    p99: part(0.99),
    cores: rounded(cores),
    memoryMb: Math.round(memoryMb),
    instances,
  };
}

/** How many acknowledged requests are not done within the time that the application's check allows. */
async function countLost(requests: RampRequest[]): Promise<number> {
  const limit = pLimit(atOnce);
  const checks = requests.map(({ done }) =>
    limit(
      async () =>
        done?.().then(
          () => 0,
          () => 1,
        ) ?? 0,
    ),
  );
  return (await Promise.all(checks)).reduce((sum: number, one) => sum + one, 0);
}

function errorsOf(requests: RampRequest[]): Record<string, number> {
  const errors: Record<string, number> = {};
  for (const { error } of requests)
    if (error !== undefined) {
      // Ids and ports would tell equal failures apart; a status of HTTP tells what failed.
      const kind = error.slice(0, 200).replace(/[0-9a-f-]{8,}|\d{4,}/gi, 'N');
      errors[kind] = (errors[kind] ?? 0) + 1;
    }
  return errors;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
