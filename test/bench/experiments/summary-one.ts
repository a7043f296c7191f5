import { leastForInterval, median, percentile } from '#shared/statistics';
import { placementNames } from '#wsk/placements/placement';
import { type Estimate, medianWithInterval } from './bootstrap.ts';
import type { ResultOne } from './result.ts';

/** The steps that add up to a request, in the order of the paper's figure. */
export const stepNames = ['Invocation', 'Init', 'Compute', 'Store', 'Gateway'] as const;
export type StepName = (typeof stepNames)[number];

/** A control outside of this range says that the machine was not steady enough for a conclusion. */
const steady = { low: 0.95, high: 1.05 };

/** How far the steps of a request may be from its whole time, as a share. */
const stepsTolerance = 0.02;

/** One column of experiment one. Times in milliseconds: medians over rounds, and means of the steps of the middle half of the requests. */
export interface ColumnSummary {
  name: string;
  p50: number;
  p99: number;
  steps: Record<StepName, number>;
  cpu: number;
  /** The time beside the microservice form's in the same round; absent for that form. */
  ratio?: Estimate;
  cpuRatio?: Estimate;
}

/** What experiment one has shown. */
export interface SummaryOne {
  columns: ColumnSummary[];
  control: Estimate;
  /** The greatest difference between the steps of a request and its whole time, as a share of it. */
  stepsError: number;
  /** The number of rounds of each column. */
  rounds: number;
  /** Why nothing can be concluded; absent when something can. */
  doubt?: string;
}

/** The order of the columns: the two forms beside each other, the control at the end. */
const order = ['microservice', ...placementNames, 'control'];

/** Columns in the order in which they are shown. */
export const inOrder = <Column extends { name: string }>(columns: readonly Column[]): Column[] =>
  columns.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));

type RoundOne = ResultOne['columns'][number]['rounds'][number];

/** Evaluates the raw samples of a result. */
export function summaryOf({ columns: measured, seed }: ResultOne): SummaryOne {
  const columns = inOrder(measured);
  const base = columns.find(({ name }) => name === 'microservice')?.rounds ?? [];
  const beside = (rounds: RoundOne[], value: (round: RoundOne) => number): Estimate =>
    medianWithInterval(
      rounds.flatMap((round, index) => {
        const other = base[index];
        return other === undefined ? [] : [value(round) / value(other)];
      }),
      seed,
    );
  const p50 = ({ totals }: RoundOne): number => median(totals);
  const cpu = (round: RoundOne): number => round.cpu;
  const summaries = columns.map(({ name, rounds }) => ({
    name,
    p50: median(rounds.map(p50)),
    p99: median(rounds.map(({ totals }) => percentile(totals, 0.99))),
    steps: stepsOf(rounds),
    cpu: median(rounds.map(cpu)),
    ...(name !== 'microservice' && { ratio: beside(rounds, p50), cpuRatio: beside(rounds, cpu) }),
  }));
  const control = summaries.find(({ name }) => name === 'control')?.ratio ?? {
    value: Number.NaN,
    low: Number.NaN,
    high: Number.NaN,
  };
  const stepsError = Math.max(0, ...columns.flatMap(({ rounds }) => rounds.map(errorOf)));
  const doubt = doubtOf(base.length, control, stepsError);
  return {
    columns: summaries,
    control,
    stepsError,
    rounds: base.length,
    ...(doubt !== undefined && { doubt }),
  };
}

/** Whether a column takes longer than the microservice form, beyond the difference that the control has too. */
export const isLonger = ({ ratio }: ColumnSummary, control: Estimate): boolean =>
  ratio !== undefined && ratio.low > Math.max(1, control.high);

/** Whether a column takes less time than the microservice form, beyond that difference. */
export const isShorter = ({ ratio }: ColumnSummary, control: Estimate): boolean =>
  ratio !== undefined && ratio.high < Math.min(1, control.low);

/** The time of a request, from its steps. */
export const wholeOf = (steps: Record<StepName, number>): number =>
  stepNames.reduce((sum, name) => sum + steps[name], 0);

/** The mean of each step over the middle half of the requests that were followed, by their whole time: few slow ones do not count. */
function stepsOf(rounds: RoundOne[]): Record<StepName, number> {
  const all = rounds.flatMap(({ steps }) => steps).toSorted((a, b) => wholeOf(a) - wholeOf(b));
  const quarter = Math.floor(all.length / 4);
  const middle = all.slice(quarter, all.length - quarter);
  const meanOf = (name: StepName): number =>
    middle.length === 0 ? 0 : middle.reduce((sum, steps) => sum + steps[name], 0) / middle.length;
  return Object.fromEntries(stepNames.map((name) => [name, meanOf(name)])) as Record<StepName, number>;
}

/** How far the steps of the followed requests, which are the last ones of a round, are from their whole times. */
function errorOf({ totals, steps }: RoundOne): number {
  const whole = totals.slice(-steps.length).reduce((sum, ms) => sum + ms, 0);
  const parts = steps.reduce((sum, each) => sum + wholeOf(each), 0);
  return steps.length === 0 ? 0 : Math.abs(parts - whole) / whole;
}

function doubtOf(rounds: number, { value }: Estimate, stepsError: number): string | undefined {
  if (rounds < leastForInterval)
    return `${rounds} ${rounds === 1 ? 'round is' : 'rounds are'} too few for a conclusion; ${leastForInterval} or more are needed`;
  if (!(value >= steady.low && value <= steady.high))
    return `the microservice form beside itself is ${value.toFixed(3)}, outside of ${steady.low} to ${steady.high}: the machine was not steady, so nothing is concluded`;
  if (stepsError > stepsTolerance)
    return `the steps differ from the whole by ${(100 * stepsError).toFixed(1)} %, more than ${100 * stepsTolerance} %, so nothing is concluded`;
  return undefined;
}
