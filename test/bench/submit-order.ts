import { apps } from '#apps/apps';
import { dispatched, fillCart, pay } from '#apps/robot-shop/task';
import type { Deployment } from '#compose/local/deployment';
import type { Progress } from '#compose/local/progress';
import { type Stack, startStack } from '#compose/local/stack';
import { type Form, forms } from '#shared/app/define-app';
import { type Steps, stepsOf } from '#shared/observe/steps';
import { cpuMs } from './cpu.ts';
import { machine, median, percentile, placement, spread } from './statistics.ts';

const rounds = 10;
const ordersARound = 100;
/** Orders of each form before the rounds, so that the code of both is compiled as in a shop that has been open for a while. */
const warmUpOrders = 1000;

interface Round {
  totals: number[];
  steps: Steps[];
  /** Milliseconds an order: of the services and the platform, and of the components that only this form needs. */
  cpu: number;
  ownComponents: number;
}

/**
 * SubmitOrder in both forms, one order at a time, in interleaved rounds on the same stores: latency of the request that
 * pays a filled cart, its steps, and CPU time an order until it is dispatched.
 */
export async function submitOrderBench(progress: Progress): Promise<string> {
  const runnable = apps['robot-shop'];
  if (runnable === undefined) throw new Error('robot-shop is not there');
  process.env.COMPAT = 'original';
  const giveUp = (reason: string): void => progress.line(reason);
  const stack = await startStack({ apps: [runnable], forms: [...forms], progress, giveUp });
  try {
    const results: Record<Form, Round[]> = { microservice: [], serverless: [] };
    for (const { form, url } of stack.deployments) {
      for (let made = 0; made < warmUpOrders; made++) await pay(url, await fillCart(url));
      progress.line(`${form} has taken ${warmUpOrders} orders to warm up`);
    }
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? stack.deployments : [...stack.deployments].reverse();
      for (const deployment of order) {
        const result = await runRound(deployment, stack);
        results[deployment.form].push(result);
      }
      progress.line(`round ${round + 1} of ${rounds}`);
    }
    return render(results, stack);
  } finally {
    await stack.stop();
  }
}

async function runRound(deployment: Deployment, stack: Stack): Promise<Round> {
  const { url } = deployment;
  const carts = [];
  for (let i = 0; i < ordersARound; i++) carts.push(await fillCart(url));
  const roots = processesOf(deployment);
  const own = ownComponents(deployment, stack);
  const before = [cpuMs(roots), cpuMs(own)] as const;
  const orders = [];
  for (const cart of carts) {
    const from = Date.now();
    orders.push({ ...(await pay(url, cart)), from, to: Date.now() });
  }
  for (const { orderid } of orders.slice(-1)) await dispatched(url, orderid);
  const cpu = (cpuMs(roots) - before[0]) / ordersARound;
  const round: Round = { totals: [], steps: [], cpu, ownComponents: (cpuMs(own) - before[1]) / ordersARound };
  // Read afterwards: the log of actions is the platform's, and asking for it is work that no order needs.
  for (const { totalMs, traceId, from, to } of orders) {
    round.totals.push(totalMs);
    round.steps.push(stepsOf(totalMs, await deployment.linesOf(traceId, from, to), 0));
  }
  return round;
}

const processesOf = ({ processes, platform }: Deployment): number[] =>
  [...Object.values(processes), ...(platform?.processes ?? [])].map((process) => process.pid());

const ownComponents = ({ app, form }: Deployment, { components }: Stack): number[] =>
  form === 'serverless'
    ? []
    : app.dropped.flatMap((name) => components[name]?.processes ?? []).map((process) => process.pid());

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
    `After ${warmUpOrders} orders of each: ${rounds} rounds of ${ordersARound} orders a form. Medians over rounds in milliseconds; the ratio is serverless to`,
    'microservice within one round: median (least-greatest). CPU counts all processes of a form but the stores, from the',
    'request that pays until the order is dispatched.',
    '',
    '| step                | microservice | serverless | ratio |',
    '| ------------------- | ------------ | ---------- | ----- |',
    row('Total p50', ({ totals }) => median(totals)),
    row('Total p99', ({ totals }) => percentile(totals, 0.99)),
    step('Invocation'),
    step('Init'),
    step('Compute'),
    step('Store'),
    step('Gateway'),
    row('CPU an order', ({ cpu }) => cpu),
    row('… with the broker', ({ cpu, ownComponents }) => cpu + ownComponents),
    '',
    placement(),
    ...machine(),
    `Stores: ${Object.values(stack.components)
      .map(({ server }) => server)
      .join(', ')}.`,
  ].join('\n');
}
