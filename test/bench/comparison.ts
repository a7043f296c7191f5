import type { Steps } from '#shared/observe/steps';
import { machine, median, percentile, spread } from './statistics.ts';

/** What one turn of a deployment has given; times in milliseconds. */
export interface Round {
  totals: number[];
  /** At fixed times. */
  late: number[];
  steps: Steps[];
  /** From an answer until what it has set off was done. */
  dispatches: number[];
  /** CPU time a request: of the services and the platform, and of the components that only this form needs. */
  cpu: number;
  ownComponentsCpu: number;
}

/** How often a subject is measured, when it should not be as often as others. */
export interface Schedule {
  /** Each deployment takes one turn in a round. */
  rounds: number;
  requestsARound: number;
  /** Requests before the rounds, so that the code is compiled as in a service that has run for a while. */
  warmUp: number;
}

type Value = (round: Round) => number;

/** The report of a subject as Markdown: a column for the microservice form, and two for each placement of the serverless one. */
export function render(
  { title, note }: { title: string; note?: string },
  results: Map<string, Round[]>,
  { rounds, requestsARound, warmUp, open }: Schedule & { open: { rate: number; ms: number } },
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
    `After ${warmUp} requests to each: ${rounds} rounds, in which each takes a turn with ${requestsARound} requests, one at a time, and then`,
    `${open.rate} a second for ${open.ms} ms at fixed times. Medians over rounds in milliseconds. A column is the microservice form or`,
    'a placement of the serverless form; its ratio is to the microservice form within one round: median (least-greatest).',
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
