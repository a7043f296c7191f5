import type { Asked, RunEvent } from '#shared/ui/experiments/types';

/** What a run tells, and what the page must show of it: rows of a table, and how long it still takes. */
interface PlottedRun {
  name: string;
  table: string;
  rows: RegExp[];
  takes: RegExp;
  told: RunEvent[];
}

const one: Asked = { experiment: 'one', app: 'robot-shop', placements: ['platform'] };
const two: Asked = { ...one, experiment: 'two' };
const begin = (asked: Asked): RunEvent => ({ kind: 'begin', asked, at: '2026-01-02T03:04:05.000Z' });

/** Six seconds of a ramp, in which the throughput grows, one that has not been counted yet, and one after the ramp. */
const rampOf = (name: 'microservice' | 'platform', run: number): RunEvent[] =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((second) => ({
    kind: 'second',
    name,
    form: name === 'microservice' ? 'microservice' : 'serverless',
    ramp: 'closed',
    run,
    second,
    load: second < 8 ? 10 * second : 0,
    answered: second < 7 ? 40 * second + 10 * run : 0,
    failed: 0,
    p50: second < 7 ? 3 * second : null,
    p99: second < 7 ? 5 * second : null,
  }));

/** A run of each experiment while it goes on. */
export const plottedRuns: PlottedRun[] = [
  {
    name: 'medians with their intervals',
    table: 'Medians so far',
    rows: [/^microservice 5 8\.00 ms –$/, /^platform 6 12\.50 ms 11\.00 to 14\.00 ms$/],
    takes: /^13 of 60 parts are measured; about 8 min left at the pace so far\.$/,
    told: [
      begin(one),
      { kind: 'point', name: 'microservice', form: 'microservice', rounds: 5, value: 8, low: 8, high: 8 },
      { kind: 'point', name: 'platform', form: 'serverless', rounds: 5, value: 11, low: 11, high: 11 },
      { kind: 'point', name: 'platform', form: 'serverless', rounds: 6, value: 12.5, low: 11, high: 14 },
      { kind: 'part', doing: 'round 1 of 20, microservice', done: 1, of: 60, at: 0 },
      { kind: 'part', doing: 'round 6 of 20, platform', done: 13, of: 60, at: 120_000 },
    ],
  },
  {
    name: 'throughput and latency by time',
    table: 'Ramps so far',
    rows: [/^2: closed, platform 6 250 a second 30 ms 0$/],
    takes: /^Of a usual length, which the fields propose, it takes 3 to 15 minutes; /,
    told: [begin(two), ...(['microservice', 'platform'] as const).flatMap(rampOf)],
  },
];
