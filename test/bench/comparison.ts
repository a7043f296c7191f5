import type { Steps } from '#shared/observe/steps';
import { median, percentile } from '#shared/statistics';
import { machine, spread } from './statistics.ts';

/** The measurements of one deployment in one round; times in milliseconds. */
export interface Round {
  totals: number[];
  /** The latencies under open-loop load. */
  late: number[];
  steps: Steps[];
  /** The times from a response until the asynchronous work was done. */
  dispatches: number[];
  /** CPU time per request of the services and the platform, and of the components that only this form needs. */
  cpu: number;
  ownComponentsCpu: number;
}

/** The number of rounds and requests of a benchmark. */
export interface Schedule {
  /** In each round, every deployment is measured once. */
  rounds: number;
  requestsARound: number;
  /** Requests before the first round, so that the code is compiled as in a service that has run for a while. */
  warmUp: number;
  /** The open-loop load: requests per second at fixed times, and its duration in milliseconds. */
  open: { rate: number; ms: number };
}

type Value = (round: Round) => number;

/** The report of a subject in Markdown: a column for the microservice form, and two columns for each placement. */
export function render(
  { title, note }: { title: string; note?: string },
  results: Map<string, Round[]>,
  { rounds, requestsARound, warmUp, open }: Schedule,
): string {
  const [[, base = []] = [], ...others] = [...results];
  const ms = (all: Round[], value: Value): string => median(all.map(value)).toFixed(2);
  const ratio = (all: Round[], value: Value): string =>
    spread(base.map((round, i) => value(all[i] ?? round) / value(round)));
  const cells = (all: string[]): string => `| ${all.join(' | ')} |`;
  const row = (name: string, value: Value): string =>
    cells([name, ms(base, value), ...others.flatMap(([, all]) => [ms(all, value), ratio(all, value)])]);
  const step = (name: keyof Steps): string[] => {
    const value: Value = ({ steps }) => median(steps.map((each) => each[name]));
    return [...results.values()].flat().some((round) => value(round) > 0) ? [row(name, value)] : [];
  };
  const hasDispatches = base.some(({ dispatches }) => dispatches.length > 0);
  const hasComponents = base.some(({ ownComponentsCpu }) => ownComponentsCpu > 0);
  const head = ['step', 'microservice', ...others.flatMap(([name]) => [name, 'ratio'])];
  return [
    `# ${title}: both forms interleaved`,
    '',
    `After ${warmUp} requests to each: ${rounds} rounds. In each round, every deployment gets ${requestsARound} requests, one at a time,`,
    `and then ${open.rate} per second for ${open.ms} ms at fixed times. Medians over rounds in milliseconds. A column is the microservice`,
    'form or a placement of the serverless form; a ratio compares it with the microservice form in one round: median (least-greatest).',
    `CPU counts all processes of a form except the stores${note === undefined ? '' : `, ${note}`}.`,
    '',
    cells(head),
    cells(head.map(() => '---')),
    row('Total p50', ({ totals }) => median(totals)),
    row('Total p99', ({ totals }) => percentile(totals, 0.99)),
    ...(['Invocation', 'Init', 'Compute', 'Store', 'Gateway'] as const).flatMap(step),
    ...(hasDispatches ? [row('Dispatch (after it)', ({ dispatches }) => median(dispatches))] : []),
    row('CPU a request', ({ cpu }) => cpu),
    ...(hasComponents ? [row('… with the broker', (one) => one.cpu + one.ownComponentsCpu)] : []),
    row('p50 at fixed times', ({ late }) => median(late)),
    row('p99 at fixed times', ({ late }) => percentile(late, 0.99)),
    '',
    ...machine(),
  ].join('\n');
}
