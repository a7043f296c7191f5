import { median } from '#shared/statistics';
import type { Result, ResultOne, ResultTwo, Run } from './result.ts';
import { inOrder } from './summary-one.ts';
import { cpuMsOf, greatestP50Of, rampText, saturationOf } from './summary-two.ts';

/** What was measured of a form: a value of each round of experiment one, or of each run of a load of experiment two. */
export interface Measure {
  /** The form, under which load, what, and its unit. */
  name: string;
  values: number[];
}

/** What can be compared with another result of the same task. */
export const measuresOf = (result: Result): Measure[] =>
  result.experiment === 'one' ? measuresOne(result) : measuresTwo(result);

function measuresOne({ columns }: ResultOne): Measure[] {
  const p50sOf = (column?: ResultOne['columns'][number]): number[] =>
    (column?.rounds ?? []).map(({ totals }) => median(totals));
  const base = p50sOf(columns.find(({ name }) => name === 'microservice'));
  return inOrder(columns).flatMap((column) => {
    const p50s = p50sOf(column);
    const ratios = p50s.map((p50, round) => p50 / (base[round] ?? Number.NaN));
    return [
      { name: `${column.name}: p50, ms`, values: p50s },
      ...(column.name === 'microservice'
        ? []
        : [{ name: `${column.name}: p50 beside microservice, ratio`, values: ratios }]),
      { name: `${column.name}: CPU time, ms`, values: column.rounds.map(({ cpu }) => cpu) },
    ];
  });
}

function measuresTwo({ runs }: ResultTwo): Measure[] {
  const loads = [...new Set(runs.map(({ ramp, name }) => `${rampText[ramp]}, ${name}`))];
  return loads.flatMap((load) => {
    const same = runs.filter(({ ramp, name }) => `${rampText[ramp]}, ${name}` === load);
    return Object.entries(measuresOfRun).map(([what, of]) => ({
      name: `${load}: ${what}`,
      values: same.map(of),
    }));
  });
}

const measuresOfRun: Record<string, (run: Run) => number> = {
  'saturation, responses a second': saturationOf,
  'greatest p50 of a second, ms': greatestP50Of,
  'CPU time, ms a request': (run) => cpuMsOf([run]),
};
