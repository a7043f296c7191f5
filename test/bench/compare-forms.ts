import type { Deployment } from '#compose/local/deployment';
import { type Stack, startStack } from '#compose/local/stack';
import { forms } from '#shared/app/addresses';
import { componentsOf } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import { type Steps, stepsOf } from '#shared/observe/steps';
import { placementNames } from '#wsk/placements/placement';
import { type Round, render, type Schedule } from './comparison.ts';
import { cpuMs } from './cpu.ts';
import type { Made } from './timed.ts';

/** What makes requests to a form. */
export interface Requests {
  /** Prepares so many requests; what it costs counts for nothing. */
  prepare?(count: number): Promise<unknown>;
  /** Makes so many, one after the other, and waits for what they have set off. */
  make(count: number): Promise<Made[]>;
  /** Processes that take part beside those of the form. */
  processes?: number[];
  stop?(): void;
}

/** What is measured of an application in both forms. */
export interface Subject {
  title: string;
  start(deployment: Deployment, stack: Stack): Promise<Requests>;
  /** What a CPU figure counts beside the services and the platform, in words. */
  note?: string;
}

/** Requests that are made by one function, which makes one. */
export const oneByOne = (one: () => Promise<Made>): Requests => ({
  async make(count) {
    const made: Made[] = [];
    for (let i = 0; i < count; i += 1) made.push(await one());
    return made;
  },
});

/** Many and short, so that other work of the machine slows all alike. */
const usual: Schedule = { rounds: 20, requestsARound: 100, warmUp: 2000 };
/** Requests a second, for how many milliseconds, when they come at fixed times whether or not the last was answered. */
const open = { rate: 40, ms: 750 };

/**
 * Kinds of requests to an application, one kind after the other, each in interleaved rounds on the same stores: to the microservice
 * form, and to the serverless form in each of `placements` (default: all). Measures latency and steps one request at a time, CPU
 * time, and latency from the intended start when requests come at fixed times.
 */
export async function compareForms(
  app: RunnableApp,
  subjects: Subject[],
  progress: Progress,
  schedule: Schedule = usual,
  placements = process.env.PLACEMENT?.split(',') ?? [...placementNames],
): Promise<string> {
  const onFatal = (reason: string): void => progress.line(reason);
  const stack = await startStack({ apps: [app], forms: [...forms], placements, progress, onFatal });
  try {
    const reports: string[] = [];
    for (const subject of subjects) {
      const results = await measureAll(subject, stack, schedule, progress);
      reports.push(render(subject, results, { ...schedule, open }));
    }
    const servers = Object.values(stack.components).map(({ server }) => server);
    return [...reports, `Stores: ${servers.join(', ')}.`].join('\n');
  } finally {
    await stack.stop();
  }
}

/** The column of a deployment: its form, or of the serverless form its placement. */
export const columnOf = ({ form, placement = form }: Deployment): string => placement;

async function measureAll(
  { title, start }: Subject,
  stack: Stack,
  { rounds, requestsARound, warmUp }: Schedule,
  progress: Progress,
): Promise<Map<string, Round[]>> {
  const results = new Map<string, Round[]>(stack.deployments.map((each) => [columnOf(each), []]));
  const started: { deployment: Deployment; requests: Requests }[] = [];
  try {
    for (const deployment of stack.deployments)
      started.push({ deployment, requests: await start(deployment, stack) });
    for (const { deployment, requests } of started) {
      for (let made = 0; made < warmUp; made += requestsARound) {
        await requests.prepare?.(requestsARound);
        await requests.make(requestsARound);
      }
      progress.line(`${title}: ${columnOf(deployment)} is warm`);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const { deployment, requests } of round % 2 === 0 ? started : [...started].reverse())
        results.get(columnOf(deployment))?.push(await measure(deployment, stack, requests, requestsARound));
      progress.line(`${title}: round ${round + 1} of ${rounds}`);
    }
  } finally {
    for (const { requests } of started) requests.stop?.();
  }
  return results;
}

async function measure(
  deployment: Deployment,
  stack: Stack,
  { prepare, make, processes = [] }: Requests,
  count: number,
): Promise<Round> {
  const roots = [...processesOf(deployment), ...processes];
  const own = ownComponents(deployment, stack);
  await prepare?.(count);
  const before = [cpuMs(roots), cpuMs(own)] as const;
  const made = await make(count);
  const cpu = (cpuMs(roots) - before[0]) / count;
  const ownComponentsCpu = (cpuMs(own) - before[1]) / count;
  const atFixedTimes = Math.round((open.rate * open.ms) / 1000);
  await prepare?.(atFixedTimes);
  const late = await makeAtFixedTimes(() => make(1), atFixedTimes);
  // Read afterwards: the log of actions is the platform's, and asking for it is work that no request needs.
  const steps: Steps[] = [];
  for (const { totalMs, traceId, began } of made.slice(-20))
    steps.push(stepsOf(totalMs, await deployment.linesOf(traceId, ...began), 0));
  const dispatches = made.flatMap(({ dispatchMs }) => dispatchMs ?? []);
  return { totals: made.map(({ totalMs }) => totalMs), late, steps, dispatches, cpu, ownComponentsCpu };
}

/** Latencies from the times at which requests should have begun, so that a stall counts for all requests that it delays. */
function makeAtFixedTimes(make: () => Promise<unknown>, count: number): Promise<number[]> {
  const start = performance.now();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const due = start + (index * 1000) / open.rate;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      await make();
      return performance.now() - due;
    }),
  );
}

const processesOf = ({ processes, platform }: Deployment): number[] =>
  [...Object.values(processes), ...(platform?.processes ?? [])].map((process) => process.pid());

/** The processes of the components that only the microservice form needs, such as a broker. */
const ownComponents = ({ app, form }: Deployment, { components }: Stack): number[] =>
  form === 'serverless'
    ? []
    : componentsOf(app, form)
        .filter((name) => !componentsOf(app, 'serverless').includes(name))
        .flatMap((name) => components[name]?.processes ?? [])
        .map((process) => process.pid());
