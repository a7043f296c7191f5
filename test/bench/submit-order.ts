import { apps } from '#apps/apps';
import type { Deployment } from '#compose/local/deployment';
import { runMainTask } from '#compose/local/main-task';
import type { Progress } from '#compose/local/progress';
import { type Stack, startStack } from '#compose/local/stack';
import { type Form, forms } from '#shared/app/define-app';
import type { Steps } from '#shared/observe/steps';
import { cpuMs } from './cpu.ts';
import { machine, median, percentile, spread } from './statistics.ts';

const rounds = 8;
const ordersARound = 25;

interface Round {
  totals: number[];
  steps: Steps[];
  cpuPerOrder: number;
}

/**
 * SubmitOrder in both forms, one order at a time, in interleaved rounds on the same stores: latency of the pay
 * request, its steps, and CPU time an order of all processes of the form (stores and broker left out).
 */
export async function submitOrderBench(progress: Progress): Promise<string> {
  const runnable = apps['robot-shop'];
  if (runnable === undefined) throw new Error('robot-shop is not there');
  process.env.COMPAT = 'original';
  const giveUp = (reason: string): void => progress.line(reason);
  const stack = await startStack({ apps: [runnable], forms: [...forms], progress, giveUp });
  try {
    const results: Record<Form, Round[]> = { microservice: [], serverless: [] };
    for (let round = -1; round < rounds; round++) {
      const order = round % 2 === 0 ? stack.deployments : [...stack.deployments].reverse();
      for (const deployment of order) {
        const result = await runRound(runnable, deployment);
        if (round >= 0) results[deployment.form].push(result);
      }
      progress.line(round < 0 ? 'warm' : `round ${round + 1} of ${rounds}`);
    }
    return render(results, stack);
  } finally {
    await stack.stop();
  }
}

async function runRound(runnable: (typeof apps)[string], deployment: Deployment): Promise<Round> {
  const roots = processesOf(deployment);
  const before = cpuMs(roots);
  const round: Round = { totals: [], steps: [], cpuPerOrder: 0 };
  for (let i = 0; i < ordersARound; i++) {
    const { ok, totalMs, steps, error } = await runMainTask(runnable, deployment);
    if (!ok || totalMs === undefined || steps === undefined) throw new Error(`${deployment.form}: ${error}`);
    round.totals.push(totalMs);
    round.steps.push(steps);
  }
  round.cpuPerOrder = (cpuMs(roots) - before) / ordersARound;
  return round;
}

const processesOf = ({ processes, platform }: Deployment): number[] =>
  [...Object.values(processes), ...(platform?.processes ?? [])].map((process) => process.pid());

function render(results: Record<Form, Round[]>, stack: Stack): string {
  const { microservice, serverless } = results;
  const ratio = (value: (round: Round) => number): string =>
    spread(microservice.map((round, i) => value(serverless[i] ?? round) / value(round)));
  const ms = (value: number): string => value.toFixed(2).padStart(9);
  const row = (name: string, value: (round: Round) => number): string =>
    `| ${name.padEnd(19)} | ${ms(median(microservice.map(value)))} | ${ms(median(serverless.map(value)))} | ${ratio(value)} |`;
  const step = (name: keyof Steps) => row(name, ({ steps }) => median(steps.map((each) => each[name])));
  return [
    '# SubmitOrder: one order at a time, both forms interleaved',
    '',
    `${rounds} rounds of ${ordersARound} orders a form. Medians over rounds in milliseconds; the ratio is serverless to`,
    'microservice within one round: median (least-greatest). CPU counts the whole journey of an order, without stores.',
    '',
    '| step                | microservice | serverless | ratio |',
    '| ------------------- | ------------ | ---------- | ----- |',
    row('Total p50', ({ totals }) => median(totals)),
    row('Total p99', ({ totals }) => percentile(totals, 0.99)),
    step('Invocation'),
    step('Compute'),
    step('Store'),
    step('Gateway'),
    step('Dispatch'),
    row('CPU an order', ({ cpuPerOrder }) => cpuPerOrder),
    '',
    ...machine(),
    `Stores: ${Object.values(stack.components)
      .map(({ server }) => server)
      .join(', ')}.`,
  ].join('\n');
}
