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

/** The kinds of load, in words. */
export const rampText: Readonly<Record<Run['ramp'], string>> = {
  single: 'one client',
  closed: 'closed ramp',
  open: 'open ramp',
};

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
  /** What failed, and how often. */
  errors: Record<string, number>;
  /** The greatest number of instances, and of megabytes. */
  instances: number;
  memoryMb: number;
  /** Milliseconds of CPU time for a request, with the work that is left when all have responses. */
  cpuMs: number;
  /** Seconds for which the form does that work: of each run. */
  afterwards: number[];
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
      errors: errorsOf(same),
      instances: Math.max(0, ...seconds.map(({ instances }) => instances)),
      memoryMb: Math.max(0, ...seconds.map(({ memoryMb }) => memoryMb)),
      cpuMs: cpuMsOf(same),
      afterwards: same.map((run) => run.afterwards.seconds),
      ...(!billed.some(Number.isNaN) && { billed: sum(billed) / answered }),
    };
  });
}

function errorsOf(runs: readonly Run[]): Record<string, number> {
  const errors: Record<string, number> = {};
  for (const [error, count] of runs.flatMap((run) => Object.entries(run.errors)))
    errors[error] = (errors[error] ?? 0) + count;
  return errors;
}

/** The names of the placements of the serverless form. */
export const placementsIn = (summaries: readonly RampSummary[]): string[] =>
  [...new Set(summaries.map(({ name }) => name))].filter((name) => name !== 'microservice');

/** The greatest number of answers in a second, up to the first second whose p99 is above the goal. */
function greatestWithinSlo({ seconds }: Run): number {
  const over = seconds.findIndex(({ p99, failed }) => failed > 0 || (p99 !== null && p99 > sloMs));
  const within = over < 0 ? seconds : seconds.slice(0, over);
  return Math.max(0, ...within.map(({ answered }) => answered));
}

/** What a day costs at a rate, and where one form becomes cheaper than the other. */
export interface Cost {
  name: string;
  /** Gigabyte-seconds that are billed for a request, of one client and in the closed ramp, where requests wait for others. */
  billed: Billed;
  /** Gigabytes that are reserved all day in each form: the processes that stay. */
  reserved: { microservice: number; serverless: number };
  /**
   * Requests a second from which on the microservice form costs less, if each request is billed as that of one client, and as in the
   * closed ramp; beyond its saturation it needs more of everything.
   */
  crossing: Billed;
}

/** A figure of requests that wait for no other, and of those that wait as at saturation. */
export interface Billed {
  alone: number;
  saturated: number;
}

/** The cost of the serverless form in each placement beside the microservice form. */
export function costsOf(result: ResultTwo): Cost[] {
  const { reservedGb: reserved } = result;
  const saved = Math.max(0, reserved.microservice - reserved.serverless);
  const summaries = summariesOf(result);
  const billedIn = (form: string, kind: Run['ramp']): number | undefined =>
    summaries.find(({ name, ramp }) => name === form && ramp === kind)?.billed;
  return placementsIn(summaries).flatMap((name) => {
    const [alone, saturated] = [billedIn(name, 'single'), billedIn(name, 'closed')];
    if (alone === undefined || saturated === undefined) return [];
    const crossing = { alone: saved / alone, saturated: saved / saturated };
    return [{ name, billed: { alone, saturated }, reserved, crossing }];
  });
}

/** Gigabyte-seconds of a day at a rate of requests a second. */
export const dayOf = (
  { billed, reserved }: Cost,
  rate: number,
): { microservice: number; serverless: Billed } => {
  const serverless = (each: number): number => 86_400 * (reserved.serverless + rate * each);
  return {
    microservice: 86_400 * reserved.microservice,
    serverless: { alone: serverless(billed.alone), saturated: serverless(billed.saturated) },
  };
};

/** A rate in two digits. */
export const twoDigits = (rate: number): string => `${Number(rate.toPrecision(2))}`;

/** Rates of requests a second, the smaller one first. */
export const rateText = ({ saturated, alone }: Billed): string =>
  [saturated, alone].map(twoDigits).join(' to ');

/** The quotients of the values of one form and those of another: the median, and the least and the greatest of all pairs. */
export function quotientsOf(values: readonly number[], others: readonly number[]): Spread {
  const all = values.flatMap((value) => others.map((other) => value / other));
  return { median: median(values) / median(others), least: Math.min(...all), greatest: Math.max(...all) };
}

/** A figure of several runs. */
export interface Spread {
  median: number;
  least: number;
  greatest: number;
}

/** A quotient with its spread in brackets. */
export const spreadText = ({ median, least, greatest }: Spread): string =>
  `${median.toFixed(2)} (${least.toFixed(2)} to ${greatest.toFixed(2)})`;

/** The saturation of a form in a ramp, of each run. */
export const saturationIn = (summaries: RampSummary[], name: string, ramp: Run['ramp']): number[] =>
  summaries.find((each) => each.name === name && each.ramp === ramp)?.saturation ?? [];

/** The greatest median latency of a second, in milliseconds. */
export const greatestP50Of = ({ seconds }: Run): number => Math.max(...seconds.map(({ p50 }) => p50 ?? 0));

/** That of each closed ramp of a form. */
export const greatestP50s = ({ runs }: ResultTwo, name: string): number[] =>
  runs.filter((run) => run.ramp === 'closed' && run.name === name).map(greatestP50Of);

/** Milliseconds of CPU time for a request of some runs, with the work that was left when all had responses. */
export function cpuMsOf(runs: readonly Pick<Run, 'seconds' | 'afterwards'>[]): number {
  const all = runs.flatMap(({ seconds }) => seconds);
  const cpuSeconds =
    sum(all.map(({ cores }) => cores)) + sum(runs.map(({ afterwards }) => afterwards.cpuSeconds));
  return (1000 * cpuSeconds) / sum(all.map(({ answered }) => answered));
}
