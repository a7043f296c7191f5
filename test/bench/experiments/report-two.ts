import { figuresTwo } from './figure-two.ts';
import type { Report } from './page.ts';
import { leftOut } from './report-one.ts';
import type { ResultTwo } from './result.ts';
import {
  type Cost,
  costsOf,
  dayOf,
  type RampSummary,
  rateText,
  saturationIn,
  saturationSeconds,
  sloMs,
  summariesOf,
} from './summary-two.ts';

/** Rates for which a day's cost is shown, in requests a second. */
const rates = [0.01, 0.1, 1, 10, 100];

/** The report of experiment two. */
export function reportTwo(result: ResultTwo): Report {
  const { task, runs } = result;
  const summaries = summariesOf(result);
  const costs = costsOf(result);
  const clients = runs.find(({ ramp }) => ramp === 'closed')?.step ?? 0;
  const rate = runs.find(({ ramp }) => ramp === 'open')?.step ?? 0;
  return {
    title: `Experiment two: ${task} under a growing load`,
    sentences: [
      `In the closed ramp, ${clients} clients join in each second, and each sends its next request when it has the response. In the open ramp, ${rate} more requests a second are sent in each second, at fixed times; a latency counts from the time at which the request was to be sent. Each form had each ramp twice, in the order ABBA.`,
      `Saturation is the greatest number of responses a second over ${saturationSeconds} seconds. CPU and memory are those of all processes of a form and of the platform, without stores and without the load generator, which shares the machine.${leftOut(result.app)}`,
      ...costs.map(costSentence),
      conclusionOf(summaries),
    ],
    pictures: figuresTwo(result, costs),
    tables: [
      {
        head: [
          'ramp',
          'form',
          'saturation, a second',
          `a second with p99 up to ${sloMs} ms`,
          'answered',
          'failed',
          'lost',
          'CPU ms a request',
          'memory MB',
          'instances',
          'GB-s a request',
        ],
        rows: summaries.map(rowOf),
      },
      {
        head: ['a day at', 'microservice, GB-s', ...costs.map(({ name }) => `${name}, GB-s`)],
        rows: rates.map((each) => [
          `${each} a second`,
          ...costs.slice(0, 1).map((cost) => dayOf(cost, each).microservice.toFixed(0)),
          ...costs.map((cost) => dayOf(cost, each).serverless.toFixed(0)),
        ]),
      },
      ...errorTable(result),
    ],
  };
}

const perRun = (values: number[]): string => values.map((value) => value.toFixed(1)).join(', ');

const rowOf = (each: RampSummary): string[] => [
  each.ramp,
  each.name,
  perRun(each.saturation),
  perRun(each.withinSlo),
  `${each.answered}`,
  `${each.failed}`,
  `${each.lost}`,
  each.cpuMs.toFixed(2),
  `${each.memoryMb}`,
  `${each.instances}`,
  each.billed === undefined ? '–' : each.billed.toFixed(4),
];

const costSentence = ({ name, billed, reserved, crossing }: Cost): string =>
  `The processes of the microservice form reserve ${reserved.microservice.toFixed(2)} GB all day. With placement ${name}, the serverless form reserves ${reserved.serverless.toFixed(2)} GB and is billed ${billed.toFixed(4)} GB-s a request (memory limit times duration of each activation, not rounded up). Up to ${rateText(crossing)} requests a second the serverless form costs less, at one price for a GB-s.`;

function conclusionOf(summaries: RampSummary[]): string {
  const names = [...new Set(summaries.map(({ name }) => name))].filter((name) => name !== 'microservice');
  return names
    .map((name) => {
      const [form, other] = [name, 'microservice'].map((each) => saturationIn(summaries, each, 'closed'));
      return `In the closed ramp, the serverless form (${name}) answers ${((form ?? 0) / (other ?? 1)).toFixed(2)} times as many requests a second as the microservice form.`;
    })
    .join(' ');
}

function errorTable({ runs }: ResultTwo): Report['tables'] {
  const rows = runs.flatMap(({ name, ramp, errors }) =>
    Object.entries(errors).map(([error, count]) => [`${count}`, ramp, name, error]),
  );
  return rows.length === 0 ? [] : [{ head: ['failed', 'ramp', 'form', 'what the client saw'], rows }];
}
