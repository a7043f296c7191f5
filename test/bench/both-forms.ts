import type { RunnableApp } from '#apps/apps';
import type { Deployment } from '#compose/local/deployment';
import type { Progress } from '#compose/local/progress';
import { type Stack, startStack } from '#compose/local/stack';
import { type Form, forms } from '#shared/app/define-app';
import { type Steps, stepsOf } from '#shared/observe/steps';
import { cpuMs } from './cpu.ts';
import { machine, median, percentile, placement, spread } from './statistics.ts';
import type { Made } from './timed.ts';

/** What makes requests to a form. */
export interface Requests {
  /** Makes so many, one after the other. */
  make(count: number): Promise<Made[]>;
  /** Processes that take part beside those of the form. */
  processes?: number[];
  stop?(): void;
}

/** What is measured of an application in both forms. */
export interface Subject {
  title: string;
  prepare(deployment: Deployment, stack: Stack): Promise<Requests>;
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

/** Many and short, so that what else happens on the machine slows both forms alike. */
const rounds = 40;
const requestsARound = 150;
/**
 * Requests of each form before the rounds, as rounds' worth, so that the code of both is compiled as in a service that has run
 * for a while.
 */
const warmUpRounds = 20;
/** Requests a second, for how many milliseconds, when they come at fixed times whether or not the last was answered. */
const open = { rate: 40, ms: 750 };

interface Round {
  totals: number[];
  late: number[];
  steps: Steps[];
  dispatches: number[];
  /** Milliseconds of CPU time a request. */
  cpu: number;
}

/**
 * Kinds of requests to both forms of an application, one kind after the other, each in interleaved rounds on the same stores:
 * latency and steps one at a time, CPU time, and latency from the intended start when requests come at fixed times.
 */
export async function bothForms(app: RunnableApp, subjects: Subject[], progress: Progress): Promise<string> {
  const giveUp = (reason: string): void => progress.line(reason);
  const stack = await startStack({ apps: [app], forms: [...forms], progress, giveUp });
  try {
    const reports: string[] = [];
    for (const subject of subjects) reports.push(await compare(subject, stack, progress));
    return [...reports, about(stack)].join('\n');
  } finally {
    await stack.stop();
  }
}

async function compare(subject: Subject, stack: Stack, progress: Progress): Promise<string> {
  const { title } = subject;
  const results: Record<Form, Round[]> = { microservice: [], serverless: [] };
  const prepared: { deployment: Deployment; requests: Requests }[] = [];
  try {
    for (const deployment of stack.deployments)
      prepared.push({ deployment, requests: await subject.prepare(deployment, stack) });
    for (const { deployment, requests } of prepared) {
      for (let round = 0; round < warmUpRounds; round += 1) await requests.make(requestsARound);
      progress.line(`${title}: ${deployment.form} is warm`);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const { deployment, requests } of round % 2 === 0 ? prepared : [...prepared].reverse())
        results[deployment.form].push(await measure(deployment, requests));
      progress.line(`${title}: round ${round + 1} of ${rounds}`);
    }
  } finally {
    for (const { requests } of prepared) requests.stop?.();
  }
  return render(subject, results);
}

async function measure(deployment: Deployment, { make, processes = [] }: Requests): Promise<Round> {
  const roots = [...processesOf(deployment), ...processes];
  const before = cpuMs(roots);
  const made = await make(requestsARound);
  const cpu = (cpuMs(roots) - before) / requestsARound;
  const late = await atFixedTimes(() => make(1));
  // Read afterwards: the log of actions is the platform's, and asking for it is work that no request needs.
  const steps: Steps[] = [];
  for (const { totalMs, traceId, began } of made.slice(-20))
    steps.push(stepsOf(totalMs, await deployment.linesOf(traceId, ...began), 0));
  const dispatches = made.flatMap(({ dispatchMs }) => dispatchMs ?? []);
  return { totals: made.map(({ totalMs }) => totalMs), late, steps, dispatches, cpu };
}

/** Latencies from the times at which requests should have begun, so that a stall counts for all it has held up. */
async function atFixedTimes(make: () => Promise<unknown>): Promise<number[]> {
  const count = Math.round((open.rate * open.ms) / 1000);
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

function render({ title, note }: Subject, results: Record<Form, Round[]>): string {
  const { microservice, serverless } = results;
  const ratio = (value: (round: Round) => number): string =>
    spread(microservice.map((round, i) => value(serverless[i] ?? round) / value(round)));
  const ms = (value: number): string => value.toFixed(2).padStart(9);
  const row = (name: string, value: (round: Round) => number): string =>
    `| ${name.padEnd(19)} | ${ms(median(microservice.map(value)))} | ${ms(median(serverless.map(value)))} | ${ratio(value)} |`;
  const step = (name: keyof Steps) => row(name, ({ steps }) => median(steps.map((each) => each[name])));
  return [
    `# ${title}: both forms interleaved`,
    '',
    `After ${warmUpRounds * requestsARound} requests of each: ${rounds} rounds of ${requestsARound} requests a form one at a time, then ${open.rate} a second for ${open.ms} ms at`,
    'fixed times. Medians over rounds in milliseconds; the ratio is serverless to microservice within one round:',
    `median (least-greatest). CPU counts all processes of a form but the stores${note === undefined ? '' : `, ${note}`}.`,
    '',
    '| step                | microservice | serverless | ratio |',
    '| ------------------- | ------------ | ---------- | ----- |',
    row('Total p50', ({ totals }) => median(totals)),
    row('Total p99', ({ totals }) => percentile(totals, 0.99)),
    step('Invocation'),
    step('Init'),
    step('Compute'),
    step('Store'),
    ...(microservice.some(({ dispatches }) => dispatches.length > 0)
      ? [row('Dispatch (after it)', ({ dispatches }) => median(dispatches))]
      : []),
    row('CPU a request', ({ cpu }) => cpu),
    row('p50 at fixed times', ({ late }) => median(late)),
    row('p99 at fixed times', ({ late }) => percentile(late, 0.99)),
    '',
  ].join('\n');
}

const about = ({ components }: Stack): string =>
  [
    placement(),
    ...machine(),
    `Stores: ${Object.values(components)
      .map(({ server }) => server)
      .join(', ')}.`,
  ].join('\n');
