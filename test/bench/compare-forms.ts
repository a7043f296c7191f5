import type { Deployment } from '#compose/local/deployment';
import { type Stack, startStack } from '#compose/local/stack';
import { forms } from '#shared/app/addresses';
import { componentsOf } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { type Steps, stepsOf } from '#shared/observe/steps';
import { placementNames } from '#wsk/placements/placement';
import { type Round, render, type Schedule } from './comparison.ts';
import { cpuMs } from './cpu.ts';
import type { Measurement } from './timed.ts';

/** A load generator for one deployment. */
export interface LoadGenerator {
  /** Prepares `count` requests; its cost is not measured. */
  prepare?(count: number): Promise<unknown>;
  /** Sends `count` requests, one after the other, and waits for the asynchronous work that they start. */
  send(count: number): Promise<Measurement[]>;
  /** Additional processes whose CPU time counts. */
  processes?: number[];
  stop?(): void;
}

/** A kind of request that is measured in both forms. */
export interface Subject {
  title: string;
  start(deployment: Deployment, stack: Stack): Promise<LoadGenerator>;
  /** A text about the processes that CPU figures include or exclude. */
  note?: string;
}

/** A load generator that calls a function for each request. */
export const oneByOne = (one: () => Promise<Measurement>): LoadGenerator => ({
  async send(count) {
    const measurements: Measurement[] = [];
    for (let i = 0; i < count; i += 1) measurements.push(await one());
    return measurements;
  },
});

/** Many short rounds, so that other load on the machine affects all deployments equally. */
const defaultSchedule: Schedule = {
  rounds: 20,
  requestsARound: 100,
  warmUp: 2000,
  open: { rate: 40, ms: 750 },
};

/**
 * Measures each subject in interleaved rounds on the same stores: in the microservice form, and in the serverless form with each of
 * `placements` (default: all). Measures latency and steps of single requests, CPU time, and the latency under open-loop load, which
 * counts from the intended start of a request. Resolves with a report in Markdown.
 */
export async function compareForms(
  app: RunnableApp,
  subjects: Subject[],
  progress: Progress,
  schedule: Schedule = defaultSchedule,
  placements = (process.env.PLACEMENT || undefined)?.split(',') ?? [...placementNames],
): Promise<string> {
  const onFatal = (reason: string): void => progress.line(reason);
  const stack = await startStack({ apps: [app], forms: [...forms], placements, progress, onFatal });
  try {
    const reports: string[] = [];
    for (const subject of subjects) {
      const results = await measureAll(subject, stack, schedule, progress);
      reports.push(render(subject, results, schedule));
    }
    const servers = Object.values(stack.components).map(({ server }) => server);
    return [...reports, `Stores: ${servers.join(', ')}.`].join('\n');
  } finally {
    await stack.stop();
  }
}

/** The column of a deployment in the report: its placement, or `microservice`. */
export const columnOf = ({ form, placement = form }: Deployment): string => placement;

async function measureAll(
  { title, start }: Subject,
  stack: Stack,
  { rounds, requestsARound, warmUp, open }: Schedule,
  progress: Progress,
): Promise<Map<string, Round[]>> {
  const results = new Map<string, Round[]>(stack.deployments.map((each) => [columnOf(each), []]));
  const started: { deployment: Deployment; load: LoadGenerator }[] = [];
  try {
    for (const deployment of stack.deployments)
      started.push({ deployment, load: await start(deployment, stack) });
    for (const { deployment, load } of started) {
      for (let sent = 0; sent < warmUp; sent += requestsARound) {
        await load.prepare?.(requestsARound);
        await untilAborted(load.send(requestsARound));
      }
      progress.line(`${title}: ${columnOf(deployment)} is warm`);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const { deployment, load } of round % 2 === 0 ? started : [...started].reverse()) {
        const measured = measure(deployment, stack, load, requestsARound, open);
        results.get(columnOf(deployment))?.push(await untilAborted(measured));
      }
      progress.line(`${title}: round ${round + 1} of ${rounds}`);
    }
  } finally {
    for (const { load } of started) load.stop?.();
  }
  return results;
}

async function measure(
  deployment: Deployment,
  stack: Stack,
  { prepare, send, processes = [] }: LoadGenerator,
  count: number,
  open: Schedule['open'],
): Promise<Round> {
  const roots = [...processesOf(deployment), ...processes];
  const own = ownComponents(deployment, stack);
  await prepare?.(count);
  const before = [cpuMs(roots), cpuMs(own)] as const;
  const measurements = await send(count);
  const cpu = (cpuMs(roots) - before[0]) / count;
  const ownComponentsCpu = (cpuMs(own) - before[1]) / count;
  const atFixedTimes = Math.round((open.rate * open.ms) / 1000);
  await prepare?.(atFixedTimes);
  const late = await sendAtFixedTimes(() => send(1), atFixedTimes, open.rate);
  // The log lines are read after the measurement, because reading them from the platform costs CPU time.
  const steps: Steps[] = [];
  for (const { totalMs, traceId, began } of measurements.slice(-20)) {
    const lines = await deployment.linesOf(traceId, ...began);
    // What goes over a socket has no trace, and so no steps.
    if (lines.length > 0) steps.push(stepsOf(totalMs, lines, 0));
  }
  const dispatches = measurements.flatMap(({ dispatchMs }) => dispatchMs ?? []);
  return {
    totals: measurements.map(({ totalMs }) => totalMs),
    late,
    steps,
    dispatches,
    cpu,
    ownComponentsCpu,
  };
}

/** Sends requests at fixed times. A latency counts from the intended start, so that a stall affects all requests that it delays. */
function sendAtFixedTimes(send: () => Promise<unknown>, count: number, rate: number): Promise<number[]> {
  const start = performance.now();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const intended = start + (index * 1000) / rate;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, intended - performance.now())));
      await send();
      return performance.now() - intended;
    }),
  );
}

const processesOf = ({ processes, platform }: Deployment): number[] =>
  [...Object.values(processes), ...(platform?.processes ?? [])].map((process) => process.pid());

/** The processes of components that only the microservice form needs, such as a broker. */
const ownComponents = ({ app, form }: Deployment, { components }: Stack): number[] =>
  form === 'serverless'
    ? []
    : componentsOf(app, form)
        .filter((name) => !componentsOf(app, 'serverless').includes(name))
        .flatMap((name) => components[name]?.processes ?? [])
        .map((process) => process.pid());
