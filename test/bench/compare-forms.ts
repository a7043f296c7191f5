import type { Deployment } from '#compose/local/deployment';
import { type Stack, startStack } from '#compose/local/stack';
import { forms } from '#shared/app/addresses';
import { componentsOf } from '#shared/app/define-app';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { type Steps, stepsOf } from '#shared/observe/steps';
import { placementNames } from '#wsk/placements/placement';
import { type Round, render, type Schedule } from './comparison.ts';
import { type LoadGenerator, prepareMany, type ReadyRequest, type Subject, type Task } from './load.ts';
import { cpuMs } from './process-tree.ts';
import type { Measurement } from './timed.ts';

/** Many short rounds, so that other load on the machine affects all deployments equally. */
export const defaultSchedule: Schedule = {
  rounds: 20,
  requestsARound: 100,
  warmUp: 2000,
  open: { rate: 40, ms: 750 },
};

/** The measurements of a subject: the rounds by column, the microservice form first. */
export interface Results {
  subject: Subject;
  columns: Map<string, Round[]>;
}

/** How a task is measured. */
export interface MeasureOptions {
  /** Default: those in PLACEMENT, else all. */
  placements?: string[];
  /** Measures the microservice form a second time, as the column `control`. */
  control?: boolean;
  /** Is called after each round of a column, with all its rounds so far. */
  onRound?: (column: string, rounds: readonly Round[]) => void;
}

/** What was measured of a task, and on what. */
export interface MeasuredTask {
  results: Results[];
  schedule: Schedule;
  /** The servers of the stores. */
  servers: string[];
  /** The OpenWhisk that ran the actions. */
  platform: string;
}

/** Measures a task and resolves with a report in Markdown. */
export async function compareForms(task: Task, progress: Progress): Promise<string> {
  const { results, schedule, servers } = await measureForms(task, progress);
  const reports = results.map(({ subject, columns }) => render(subject, columns, schedule));
  return [...reports, `Stores: ${servers.join(', ')}.`].join('\n');
}

/**
 * Measures each subject of a task in interleaved rounds on the same stores: in the microservice form, and in the serverless form with
 * each placement. Measures latency and steps of single requests, CPU time, and the latency under open-loop load, which counts from the
 * intended start of a request.
 */
export async function measureForms(
  { app, subjects, schedule = defaultSchedule, environment = {} }: Task,
  progress: Progress,
  { placements = placementsAsked(), control = false, onRound }: MeasureOptions = {},
): Promise<MeasuredTask> {
  Object.assign(process.env, environment);
  const onFatal = (reason: string): void => progress.line(reason);
  const stack = await startStack({ apps: [app], forms: [...forms], placements, progress, onFatal });
  try {
    const columns = stack.deployments.map((deployment) => ({ column: columnOf(deployment), deployment }));
    const again = columns.filter(({ column }) => control && column === 'microservice');
    columns.push(...again.map(({ deployment }) => ({ column: 'control', deployment })));
    const results: Results[] = [];
    for (const subject of subjects)
      results.push({
        subject,
        columns: await measureAll(subject, columns, stack, schedule, progress, onRound),
      });
    return { results, schedule, servers: serversOf(stack), platform: platformOf(stack) };
  } finally {
    await stack.stop();
  }
}

/** The placements that PLACEMENT names, else all that the OpenWhisk has. */
export function placementsAsked(): string[] {
  const { PLACEMENT, OW_APIHOST } = process.env;
  if (PLACEMENT) return PLACEMENT.split(',');
  return OW_APIHOST ? ['platform'] : [...placementNames];
}

/** The servers of the stores, with their versions. */
export const serversOf = ({ components }: Stack): string[] =>
  Object.values(components).map(({ server }) => server);

/** What runs the actions, in words. */
export const platformOf = ({ platforms }: Stack): string =>
  platforms.some(({ processes }) => processes.length > 0)
    ? 'the embedded OpenWhisk'
    : `the OpenWhisk at ${platforms[0]?.apihost}`;

/** The column of a deployment in the report: its placement, or `microservice`. */
export const columnOf = ({ form, placement = form }: Deployment): string => placement;

interface Column {
  column: string;
  deployment: Deployment;
}

async function measureAll(
  { title, start }: Subject,
  columns: Column[],
  stack: Stack,
  { rounds, requestsARound, warmUp, open }: Schedule,
  progress: Progress,
  onRound?: MeasureOptions['onRound'],
): Promise<Map<string, Round[]>> {
  const results = new Map<string, Round[]>(columns.map(({ column }) => [column, []]));
  const started: (Column & { load: LoadGenerator })[] = [];
  try {
    for (const each of columns) started.push({ ...each, load: await start(each.deployment, stack) });
    for (const { column, load } of started.filter(({ column }) => column !== 'control'))
      await progress.step(`${title}: warming up ${column}`, async (report) => {
        for (let sent = 0; sent < warmUp; sent += requestsARound) {
          report(`${sent} of ${warmUp} requests`);
          await untilAborted(sendAll(await prepareMany(load, requestsARound)));
        }
      });
    for (let round = 0; round < rounds; round += 1) {
      for (const { column, deployment, load } of round % 2 === 0 ? started : [...started].reverse()) {
        const measured = measure(deployment, stack, load, requestsARound, open);
        const rounds = results.get(column) ?? [];
        rounds.push(await untilAborted(measured));
        onRound?.(column, rounds);
      }
      progress.line(`${title}: round ${round + 1} of ${rounds}`);
    }
  } finally {
    for (const { load } of started) load.stop?.();
  }
  return results;
}

/** One request in this many is followed until its asynchronous work is done; asking for that costs CPU time too. */
const followEvery = 6;

/** What was measured of requests that were sent one after the other. */
interface Sent {
  measurements: Measurement[];
  /** Milliseconds from a response until the asynchronous work was done. */
  dispatches: number[];
}

/** Sends requests, one after the other, and waits for the asynchronous work of the last one. */
async function sendAll(requests: ReadyRequest[]): Promise<Sent> {
  const measurements: Measurement[] = [];
  const dispatches: number[] = [];
  for (const [index, request] of requests.entries()) {
    const measured = await request();
    measurements.push(measured);
    const isLast = index === requests.length - 1;
    if (measured.done === undefined || (index % followEvery > 0 && !isLast)) continue;
    const from = performance.now();
    await measured.done();
    dispatches.push(performance.now() - from);
  }
  return { measurements, dispatches };
}

async function measure(
  deployment: Deployment,
  stack: Stack,
  load: LoadGenerator,
  count: number,
  open: Schedule['open'],
): Promise<Round> {
  const roots = [...rootsOf(deployment), ...(load.processes ?? [])];
  const own = ownComponents(deployment, stack);
  const requests = await prepareMany(load, count);
  const before = [cpuMs(roots), cpuMs(own)] as const;
  const { measurements, dispatches } = await sendAll(requests);
  const cpu = (cpuMs(roots) - before[0]) / count;
  const ownComponentsCpu = (cpuMs(own) - before[1]) / count;
  const later = await prepareMany(load, Math.round((open.rate * open.ms) / 1000));
  const late = await sendAtFixedTimes(later, open.rate);
  // The log lines are read after the measurement, because reading them from the platform costs CPU time.
  const steps: Steps[] = [];
  for (const { totalMs, traceId, began } of measurements.slice(-20)) {
    const lines = await deployment.linesOf(traceId, ...began);
    // What goes over a socket has no trace, and so no steps.
    if (lines.length > 0) steps.push(stepsOf(totalMs, lines, 0));
  }
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
function sendAtFixedTimes(requests: ReadyRequest[], rate: number): Promise<number[]> {
  const start = performance.now();
  return Promise.all(
    requests.map(async (request, index) => {
      const intended = start + (index * 1000) / rate;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, intended - performance.now())));
      await request();
      return performance.now() - intended;
    }),
  );
}

/** The processes of a form: its services, its front door, and its platform. */
export const rootsOf = ({ processes, platform }: Deployment): number[] =>
  [...Object.values(processes), ...(platform?.processes ?? [])].map((process) => process.pid());

/** The processes of components that only the microservice form needs, such as a broker. */
const ownComponents = ({ app, form }: Deployment, { components }: Stack): number[] =>
  form === 'serverless'
    ? []
    : componentsOf(app, form)
        .filter((name) => !componentsOf(app, 'serverless').includes(name))
        .flatMap((name) => components[name]?.processes ?? [])
        .map((process) => process.pid());
