import { columns } from '#shared/cli/columns';
import { Failure } from '#shared/cli/failure';
import { median } from '#shared/statistics';
import type { Comparison } from '#shared/ui/experiments/types';
import { quotientWithInterval } from './bootstrap.ts';
import { type Measure, measuresOf } from './measures.ts';
import { machineOf } from './page.ts';
import { reportOf } from './report.ts';
import { estimateText } from './report-one.ts';
import type { Result } from './result.ts';
import { quotientsOf, spreadText } from './summary-two.ts';

/** Two results of one task, measure by measure, what each concludes, and where it was measured. Fails when the tasks differ. */
export function compareResults(first: Result, second: Result): Comparison {
  if (first.experiment !== second.experiment || first.task !== second.task)
    throw new Failure(
      `The results are of different tasks: experiment ${first.experiment} of ${first.task}, and experiment ${second.experiment} of ${second.task}. Give two of the same.`,
      2,
    );
  const [all, others] = [measuresOf(first), measuresOf(second)];
  const names = new Set([...all, ...others].map(({ name }) => name));
  const valuesOf = (measures: Measure[], name: string): number[] =>
    measures.find((each) => each.name === name)?.values ?? [];
  const quotientText = first.experiment === 'one' ? textOfRounds(first.seed) : textOfRuns;
  const spread = first.experiment === 'one' ? '95 % interval' : 'least to greatest of single runs';
  return {
    results: [first, second].map((result) => ({
      machine: machineOf(result),
      conclusion: reportOf(result).conclusion,
    })),
    head: ['median of the rounds or runs', 'first', 'second', `second / first (${spread})`],
    rows: [...names].map((name) => {
      const [mine, theirs] = [valuesOf(all, name), valuesOf(others, name)];
      const quotient = mine.length === 0 || theirs.length === 0 ? '–' : quotientText(theirs, mine);
      return [name, medianText(mine), medianText(theirs), quotient];
    }),
  };
}

const medianText = (values: number[]): string => (values.length === 0 ? '–' : median(values).toFixed(2));

const textOfRuns = (values: number[], others: number[]): string => spreadText(quotientsOf(values, others));

const textOfRounds =
  (seed: number) =>
  (values: number[], others: number[]): string =>
    estimateText(quotientWithInterval(values, others, seed), Math.min(values.length, others.length));

/** A comparison as text. */
export const comparisonText = ({ results, head, rows }: Comparison): string =>
  [
    columns([head, ...rows]),
    ...results.map(
      ({ machine, conclusion }, index) => `${index === 0 ? 'first' : 'second'}: ${machine}\n${conclusion}\n`,
    ),
  ].join('\n');
