import { leastForInterval } from '#shared/statistics';
import type { Estimate } from './bootstrap.ts';
import { figureOne } from './figure-one.ts';
import type { Report } from './page.ts';
import type { ResultOne } from './result.ts';
import { type ColumnSummary, stepNames, summaryOf } from './summary-one.ts';

/** The median of so many rounds, with its interval where they are enough for one. */
export const estimateText = ({ value, low, high }: Estimate, rounds: number): string =>
  rounds < leastForInterval
    ? value.toFixed(2)
    : `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;

/** The report of experiment one. */
export function reportOne(result: ResultOne): Report {
  const { task, schedule } = result;
  const summary = summaryOf(result);
  const { rounds, requestsARound, warmUp } = schedule;
  return {
    title: `Experiment one: ${task}`,
    sentences: [
      `One client sent ${requestsARound} requests to each column in each of ${rounds} rounds, after ${warmUp} requests that were not measured. Each round reverses the order of the columns. "control" is the microservice form a second time.`,
      `A ratio compares a column with the microservice form in the same round: the median over the rounds, with its 95 % bootstrap interval. The steps are means over the middle half of the requests that were followed; in each round they differ from the whole by at most ${(100 * summary.stepsError).toFixed(2)} %. Invocation is what no service accounts for: sockets, gateway, platform.`,
      summary.doubt === undefined
        ? summary.columns.flatMap((each) => conclusionOf(each, summary.control)).join(' ')
        : `No conclusion: ${summary.doubt}.`,
    ],
    pictures: [figureOne(task, summary)],
    tables: [
      {
        head: [
          'column',
          'p50 ms',
          'ratio (95 %)',
          'p99 ms',
          ...stepNames.map((name) => `${name} ms`),
          'CPU ms',
          'CPU ratio (95 %)',
        ],
        rows: summary.columns.map((column) => rowOf(column, summary.rounds)),
      },
    ],
  };
}

/** A difference that the control has too is none. */
function conclusionOf({ name, ratio }: ColumnSummary, control: Estimate): string[] {
  if (ratio === undefined || name === 'control') return [];
  const { value, low, high } = ratio;
  const percent = Math.abs(100 * (value - 1)).toFixed(0);
  if (low <= Math.max(1, control.high) && high >= Math.min(1, control.low))
    return [
      `With placement ${name}, the serverless form and the microservice form take the same time, as far as this run can tell: the difference is within that of the control.`,
    ];
  return [
    `With placement ${name}, the serverless form takes ${percent} % ${value > 1 ? 'longer' : 'less time'}.`,
  ];
}

const rowOf = ({ name, p50, p99, steps, cpu, ratio, cpuRatio }: ColumnSummary, rounds: number): string[] => [
  name,
  p50.toFixed(2),
  ratio === undefined ? '–' : estimateText(ratio, rounds),
  p99.toFixed(2),
  ...stepNames.map((step) => steps[step].toFixed(2)),
  cpu.toFixed(2),
  cpuRatio === undefined ? '–' : estimateText(cpuRatio, rounds),
];
