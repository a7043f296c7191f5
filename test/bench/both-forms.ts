import type { RunnableApp } from '#apps/apps';
import type { Deployment } from '#compose/local/deployment';
import type { Progress } from '#compose/local/progress';
import { type Stack, startStack } from '#compose/local/stack';
import { type Form, forms } from '#shared/app/define-app';
import { type Steps, stepsOf } from '#shared/observe/steps';
import { cpuMs } from './cpu.ts';
import { machine, median, percentile, placement, spread } from './statistics.ts';

/** A request that was made: how long it took, and under which trace. */
export interface Made {
  totalMs: number;
  traceId: string;
  /** Milliseconds from its answer until what it set off was done, where that was waited for. */
  dispatchMs?: number;
}

/** What is measured of an application in both forms. */
export interface Subject {
  title: string;
  app: RunnableApp;
  /** Prepares a form and gives what makes one request to it. */
  prepare(deployment: Deployment): Promise<() => Promise<Made>>;
  /** 200 unless given; more for what takes so little that a round would be over before it says anything. */
  requestsARound?: number;
  /** What a CPU figure counts beside the services and the platform, in words. */
  note?: string;
}

const rounds = 10;
/**
 * Requests of each form before the rounds, as rounds' worth, so that the code of both is compiled as in a service that has run
 * for a while.
 */
const warmUpRounds = 5;
/** Requests a second, for how many milliseconds, when they come at fixed times whether or not the last was answered. */
const open = { rate: 40, ms: 3000 };

interface Round {
  totals: number[];
  late: number[];
  steps: Steps[];
  dispatches: number[];
  /** Milliseconds of CPU time a request. */
  cpu: number;
}

/**
 * One kind of request to both forms, in interleaved rounds on the same stores: latency and steps one at a time, CPU time, and
 * latency from the intended start when requests come at fixed times.
 */
export async function bothForms(subject: Subject, progress: Progress): Promise<string> {
  const { requestsARound = 200 } = subject;
  const warmUp = warmUpRounds * requestsARound;
  const giveUp = (reason: string): void => progress.line(reason);
  const stack = await startStack({ apps: [subject.app], forms: [...forms], progress, giveUp });
  try {
    const makers = new Map<Form, () => Promise<Made>>();
    for (const deployment of stack.deployments)
      makers.set(deployment.form, await subject.prepare(deployment));
    for (const { form } of stack.deployments) {
      const make = makers.get(form) as () => Promise<Made>;
      for (let made = 0; made < warmUp; made += 1) await make();
      progress.line(`${form} has answered ${warmUp} requests to warm up`);
    }
    const results: Record<Form, Round[]> = { microservice: [], serverless: [] };
    for (let round = 0; round < rounds; round += 1) {
      const order = round % 2 === 0 ? stack.deployments : [...stack.deployments].reverse();
      for (const deployment of order) {
        const make = makers.get(deployment.form) as () => Promise<Made>;
        const result = await measure(deployment, make, requestsARound);
        results[deployment.form].push(result);
      }
      progress.line(`round ${round + 1} of ${rounds}`);
    }
    return render(subject, requestsARound, results, stack);
  } finally {
    await stack.stop();
  }
}

async function measure(deployment: Deployment, make: () => Promise<Made>, requests: number): Promise<Round> {
  const roots = processesOf(deployment);
  const made: (Made & { from: number; to: number })[] = [];
  const before = cpuMs(roots);
  for (let i = 0; i < requests; i += 1) {
    const from = Date.now();
    made.push({ ...(await make()), from, to: Date.now() });
  }
  const cpu = (cpuMs(roots) - before) / requests;
  const late = await atFixedTimes(make);
  // Read afterwards: the log of actions is the platform's, and asking for it is work that no request needs.
  const steps: Steps[] = [];
  for (const { totalMs, traceId, from, to } of made.slice(-20))
    steps.push(stepsOf(totalMs, await deployment.linesOf(traceId, from, to), 0));
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

function render(
  { title, note }: Subject,
  requests: number,
  results: Record<Form, Round[]>,
  stack: Stack,
): string {
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
    `After ${warmUpRounds * requests} requests of each: ${rounds} rounds of ${requests} requests a form one at a time, then ${open.rate} a second for ${open.ms / 1000} s at fixed`,
    'times. Medians over rounds in milliseconds; the ratio is serverless to microservice within one round: median',
    `(least-greatest). CPU counts all processes of a form but the stores${note === undefined ? '' : `, ${note}`}.`,
    '',
    '| step                | microservice | serverless | ratio |',
    '| ------------------- | ------------ | ---------- | ----- |',
    row('Total p50', ({ totals }) => median(totals)),
    row('Total p99', ({ totals }) => percentile(totals, 0.99)),
    step('Invocation'),
    step('Compute'),
    step('Store'),
    ...(microservice.some(({ dispatches }) => dispatches.length > 0)
      ? [row('Dispatch (after it)', ({ dispatches }) => median(dispatches))]
      : []),
    row('CPU a request', ({ cpu }) => cpu),
    row('p50 at fixed times', ({ late }) => median(late)),
    row('p99 at fixed times', ({ late }) => percentile(late, 0.99)),
    '',
    placement(),
    ...machine(),
    `Stores: ${Object.values(stack.components)
      .map(({ server }) => server)
      .join(', ')}.`,
  ].join('\n');
}
