import { median } from '#shared/statistics';
import type { ResultTwo, Run } from './result.ts';

/** Seconds over which the throughput is averaged: under load, answers that take seconds come in bursts. */
export const saturationSeconds = 10;

/** The greatest number of requests a second that were answered, as the mean of ten seconds in a row. */
export function saturationOf({ seconds }: Pick<Run, 'seconds'>): number {
  const means = seconds
    .slice(0, Math.max(1, seconds.length - saturationSeconds + 1))
    .map((_, from) => seconds.slice(from, from + saturationSeconds))
    .map((some) => some.reduce((sum, { answered }) => sum + answered, 0) / some.length);
  return Math.max(0, ...means);
}

/** What a form has shown in the runs of one ramp. */
export interface RampSummary {
  name: string;
  ramp: Run['ramp'];
  /** Requests a second at saturation: of each run. */
  saturation: number[];
  /** The greatest load at which p99 was at most `sloMs`: of each run. */
  withinSlo: number[];
  answered: number;
  failed: number;
  lost: number;
  /** The greatest number of instances, and of megabytes. */
  instances: number;
  memoryMb: number;
  /** Milliseconds of CPU time for a request. */
  cpuMs: number;
  /** Gigabyte-seconds for a request; absent in the microservice form. */
  billed?: number;
}

/** Milliseconds within which 99 of 100 responses should be there. */
export const sloMs = 100;

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** Evaluates the runs of a result, by ramp and form. */
export function summariesOf({ runs }: ResultTwo): RampSummary[] {
  const keys = [...new Set(runs.map(({ name, ramp }) => `${ramp} ${name}`))];
  return keys.map((key) => {
    const same = runs.filter(({ name, ramp }) => `${ramp} ${name}` === key);
    const seconds = same.flatMap((run) => run.seconds);
    const answered = sum(seconds.map((second) => second.answered));
    const billed = same.map(({ billedGbSeconds = Number.NaN }) => billedGbSeconds);
    const [ramp = 'closed', name = ''] = key.split(' ') as [Run['ramp'], string];
    return {
      name,
      ramp,
      saturation: same.map(saturationOf),
      withinSlo: same.map(greatestWithinSlo),
      answered,
      failed: sum(seconds.map(({ failed }) => failed)),
      lost: sum(same.map(({ lost }) => lost)),
      instances: Math.max(0, ...seconds.map(({ instances }) => instances)),
      memoryMb: Math.max(0, ...seconds.map(({ memoryMb }) => memoryMb)),
      cpuMs: (1000 * sum(seconds.map(({ cores }) => cores))) / answered,
      ...(!billed.some(Number.isNaN) && { billed: sum(billed) / answered }),
    };
  });
}

/** The greatest number of answers in a second, up to the first second whose p99 is above the goal. */
function greatestWithinSlo({ seconds }: Run): number {
  const over = seconds.findIndex(({ p99, failed }) => failed > 0 || (p99 !== null && p99 > sloMs));
  const within = over < 0 ? seconds : seconds.slice(0, over);
  return Math.max(0, ...within.map(({ answered }) => answered));
}

/** What a day costs at a rate, and where one form becomes cheaper than the other. */
export interface Cost {
  name: string;
  /** Gigabyte-seconds that are billed for a request, at the load of the closed ramps. */
  billed: number;
  /** Gigabytes that are reserved all day in each form: the processes that stay. */
  reserved: { microservice: number; serverless: number };
  /** Requests a second from which on the microservice form costs less; beyond its saturation it needs more of everything. */
  crossing: number;
}

/** The cost of the serverless form in each placement beside the microservice form. */
export function costsOf(result: ResultTwo): Cost[] {
  const { microservice, serverless } = result.reservedGb;
  return summariesOf(result).flatMap(({ name, ramp, billed }) =>
    billed === undefined || ramp !== 'closed'
      ? []
      : [
          {
            name,
            billed,
            reserved: { microservice, serverless },
            crossing: Math.max(0, microservice - serverless) / billed,
          },
        ],
  );
}

/** Gigabyte-seconds of a day at a rate of requests a second. */
export const dayOf = (
  { billed, reserved }: Cost,
  rate: number,
): { microservice: number; serverless: number } => ({
  microservice: 86_400 * reserved.microservice,
  serverless: 86_400 * (reserved.serverless + rate * billed),
});

/** A rate of requests a second in two digits. */
export const rateText = (rate: number): string => `${Number(rate.toPrecision(2))}`;

/** The median saturation of the runs of a form in a ramp. */
export const saturationIn = (summaries: RampSummary[], name: string, ramp: Run['ramp']): number =>
  median(summaries.find((each) => each.name === name && each.ramp === ramp)?.saturation ?? []);
