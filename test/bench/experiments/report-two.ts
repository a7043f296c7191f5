import { figuresTwo } from './figure-two.ts';
import type { Report } from './page.ts';
import { besidePaperTwo } from './paper.ts';
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
  saturationIn,
  saturationSeconds,
  sloMs,
  spreadText,
  summariesOf,
  twoDigits,
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
      `First, one client sent one request after the other. In the closed ramp, ${clients} clients joined in each second, and each sent its next request when it had the response. In the open ramp, ${rate} more requests a second were sent in each second, at fixed times. Each form had each load twice, in an order and in its reverse, and each load began when the machine was idle, at the latest after ${settleAtMostMs.before / 1000} seconds.`,
      ...costs.map(costSentence),
    ],
    conclusion: conclusionOf(summaries),
    paper: besidePaperTwo(result),
    pictures: figuresTwo(result, costs),
    words,
    tables: [
      {
        name: 'What each form did under each load',
        head: [
          'load',
          'form',
          'saturation, responses a second',
          `responses a second while p99 is at most ${sloMs} ms`,
          'answered requests',
          'failed requests',
          'lost requests',
          'then worked on for, s',
          'CPU time, ms a request',
          'memory, MB',
          'instances',
          'billed, GB-s a request',
        ],
        rows: summaries.map(rowOf),
      },
      {
        name: 'What a day costs at a rate of requests',
        head: [
          'requests a second',
          'microservice, GB-s',
          ...costs.flatMap(({ name }) => [`${name} if none waits, GB-s`, `${name} if all wait, GB-s`]),
        ],
        rows: rates.map((each) => [
          `${each}`,
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

const words: Report['words'] = [
  ['line', 'one run of a ramp; it goes on after the ramp until the last response'],
  [
    'latency',
    'from the time at which a request was to be sent until its response; p50 and p99 are the latencies that 50 and 99 of 100 requests do not exceed',
  ],
  ['saturation', `greatest mean of the responses of ${saturationSeconds} seconds in a row`],
  ['two values', 'of the two runs; memory and instances are the greatest of both'],
  ['lost', 'acknowledged, but the work was not done afterwards'],
  [
    'worked on',
    `from the last response until the machine was idle, for ${settleAtMostMs.after / 1000} seconds at most; CPU time and bill of a request contain this work`,
  ],
  [
    'cores, CPU time, memory',
    `of all processes of a form and of the platform, without stores and without the load generator, which shares the machine.`,
  ],
  ['platform', 'the serverless form, whose actions call each other through the platform, OpenWhisk'],
  ['instance', 'a process that runs an action'],
  [
    'GB-s',
    'gigabyte-seconds: memory limit times duration, of each activation (not rounded up) or of processes that stay',
  ],
];

const costSentence = ({ name, billed, reserved, crossing }: Cost): string =>
  `Processes that stay reserve ${reserved.microservice.toFixed(2)} GB in the microservice form and ${reserved.serverless.toFixed(2)} GB in the serverless form (${name}), which is also billed for each request: ${billed.alone.toFixed(4)} gigabyte-seconds (GB-s) with one client, and ${billed.saturated.toFixed(4)} in the closed ramp, where requests wait for others. At one price for a GB-s, the serverless form costs less up to ${twoDigits(crossing.saturated)} requests a second if all wait as in the closed ramp, and up to ${twoDigits(crossing.alone)} if none waits.`;

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
  return rows.length === 0
    ? []
    : [{ name: 'What failed', head: ['failed requests', 'load', 'form', 'what the client saw'], rows }];
}
