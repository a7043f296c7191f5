import { figuresTwo } from './figure-two.ts';
import type { Report } from './page.ts';
import type { ResultTwo } from './result.ts';
import { settleAtMostMs } from './settled.ts';
import {
  type Cost,
  costsOf,
  dayOf,
  placementsIn,
  quotientsOf,
  type RampSummary,
  rampText,
  rateText,
  saturationIn,
  saturationSeconds,
  sloMs,
  spreadText,
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
      `First, one client sends one request after the other. In the closed ramp, ${clients} clients join in each second, and each sends its next request when it has the response. In the open ramp, ${rate} more requests a second are sent in each second, at fixed times; a latency counts from the time at which the request was to be sent. Each form had each load twice, in the order ABBA, and each began when the machine was idle, at the latest after ${settleAtMostMs.before / 1000} seconds.`,
      `Saturation is the greatest number of responses a second over ${saturationSeconds} seconds. CPU and memory are those of all processes of a form and of the platform, without stores and without the load generator, which shares the machine. The work that a form does after the last response is part of the CPU time and of the bill of a request; how long it takes was watched for ${settleAtMostMs.after / 1000} seconds at most.`,
      ...costs.map(costSentence),
      conclusionOf(summaries),
    ],
    pictures: figuresTwo(result, costs),
    tables: [
      {
        head: [
          'load',
          'form',
          'responses a second, at most',
          `answers a second while p99 is at most ${sloMs} ms`,
          'answered',
          'failed',
          'lost',
          'then worked on for, s',
          'CPU ms a request',
          'memory MB',
          'instances',
          'GB-s a request',
        ],
        rows: summaries.map(rowOf),
      },
      {
        head: [
          'a day at',
          'microservice, GB-s',
          ...costs.flatMap(({ name }) => [`${name}, one client, GB-s`, `${name}, saturated, GB-s`]),
        ],
        rows: rates.map((each) => [
          `${each} a second`,
          ...costs.slice(0, 1).map((cost) => dayOf(cost, each).microservice.toFixed(0)),
          ...costs.flatMap((cost) => {
            const { alone, saturated } = dayOf(cost, each).serverless;
            return [alone.toFixed(0), saturated.toFixed(0)];
          }),
        ]),
      },
      ...errorTable(summaries),
    ],
  };
}

/** By how much the greatest of several values exceeds the least. */
const differenceText = (values: number[]): string =>
  `${(100 * (Math.max(...values) / Math.min(...values) - 1)).toFixed(0)} %`;

const perRun = (values: number[]): string => values.map((value) => value.toFixed(1)).join(', ');

const rowOf = (each: RampSummary): string[] => [
  rampText[each.ramp],
  each.name,
  perRun(each.saturation),
  perRun(each.withinSlo),
  `${each.answered}`,
  `${each.failed}`,
  `${each.lost}`,
  perRun(each.afterwards),
  each.cpuMs.toFixed(2),
  `${each.memoryMb}`,
  `${each.instances}`,
  each.billed === undefined ? '–' : each.billed.toFixed(4),
];

const costSentence = ({ name, billed, reserved, crossing }: Cost): string =>
  `The processes of the microservice form reserve ${reserved.microservice.toFixed(2)} GB all day. With placement ${name}, the serverless form reserves ${reserved.serverless.toFixed(2)} GB and is billed ${billed.alone.toFixed(4)} GB-s for a request of one client, and ${billed.saturated.toFixed(4)} in the closed ramp, where requests wait for others (memory limit times duration of each activation, not rounded up). At one price for a GB-s, the serverless form costs less up to ${rateText(crossing)} requests a second: the first if requests wait as in the closed ramp, the second if none waits.`;

function conclusionOf(summaries: RampSummary[]): string {
  return placementsIn(summaries)
    .map((name) => {
      const other = saturationIn(summaries, 'microservice', 'closed');
      const times = quotientsOf(saturationIn(summaries, name, 'closed'), other);
      return `In the closed ramp, the serverless form (${name}) answers ${spreadText(times)} times as many requests a second as the microservice form; the microservice form itself differed by ${differenceText(other)} between its runs.`;
    })
    .join(' ');
}

function errorTable(summaries: RampSummary[]): Report['tables'] {
  const rows = summaries.flatMap(({ name, ramp, errors }) =>
    Object.entries(errors).map(([error, count]) => [`${count}`, rampText[ramp], name, error]),
  );
  return rows.length === 0 ? [] : [{ head: ['failed', 'load', 'form', 'what the client saw'], rows }];
}
