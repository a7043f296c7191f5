import { leastForInterval } from '#shared/statistics';
import { stepMeanings } from '#shared/ui/overview/step-meanings';
import type { Estimate } from './bootstrap.ts';
import { figureOne } from './figure-one.ts';
import type { Report } from './page.ts';
import { besidePaperOne, listOf } from './paper.ts';
import type { ResultOne } from './result.ts';
import {
  type ColumnSummary,
  isLonger,
  isShorter,
  type SummaryOne,
  stepNames,
  summaryOf,
} from './summary-one.ts';

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
      `One client sent ${requestsARound} requests to each form in each of ${rounds} rounds, after ${warmUp} requests that were not measured. Each round reverses the order of the forms. The serverless form ran in each of its placements, which say how one action calls another.`,
    ],
    conclusion: summary.doubt === undefined ? conclusionOf(summary) : `No conclusion: ${summary.doubt}.`,
    paper: besidePaperOne(result.app, summary),
    pictures: [figureOne(task, summary)],
    words: wordsOf(summary),
    tables: [
      {
        name: 'Times of one request',
        head: [
          'form',
          'p50, ms',
          'ratio of p50 (95 % interval)',
          'p99, ms',
          ...stepNames.map((name) => `${name}, ms`),
          'CPU time, ms',
          'ratio of CPU time (95 % interval)',
        ],
        rows: summary.columns.map((column) => rowOf(column, summary.rounds)),
      },
    ],
  };
}

const wordsOf = ({ stepsError }: SummaryOne): Report['words'] => [
  ['platform', 'placement in which every call between actions goes through the platform, OpenWhisk'],
  ['direct', 'placement in which frequent calls go over a socket from instance to instance'],
  ['fused', 'placement in which actions run in the process of the action that calls them'],
  ['control', 'the microservice form, measured a second time'],
  ['p50 and p99', 'the times that 50 and 99 of 100 requests do not exceed'],
  [
    'ratio',
    'quotient of a form and the microservice form in the same round: the median over the rounds, with its bootstrap interval',
  ],
  ...stepNames.map((name): [string, string] => [name, stepMeanings[name]]),
  [
    'steps',
    `means of the middle half of the requests that were followed; in each round they differ from the whole by at most ${(100 * stepsError).toFixed(2)} %`,
  ],
  ['CPU time', 'of all processes of a form and of the platform, without stores and client'],
];

/** What is concluded of every placement. A difference that the control has too is none. */
function conclusionOf({ columns, control }: SummaryOne): string {
  const placements = columns.filter(({ name, ratio }) => ratio !== undefined && name !== 'control');
  const differs = (column: ColumnSummary): boolean => isLonger(column, control) || isShorter(column, control);
  const alike = placements.filter((column) => !differs(column)).map(({ name }) => name);
  const sentences = placements.filter(differs).map(({ name, ratio }) => {
    const percent = 100 * ((ratio?.value ?? Number.NaN) - 1);
    const more = percent > 0 ? 'longer' : 'less time';
    return `With placement ${name}, the serverless form takes ${Math.abs(percent).toFixed(0)} % ${more}.`;
  });
  if (alike.length > 0)
    sentences.unshift(
      `With placement ${listOf(alike)}, both forms take the same time, as far as this run can tell: the difference is within that of the control.`,
    );
  return sentences.join(' ');
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
