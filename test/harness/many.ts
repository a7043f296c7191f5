import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';

/** A name that no other run has used. */
export const unique = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;

/** A small OpenWhisk has not enough instances for hundreds of requests that wait at the same time; TEST_AT_ONCE says how many it bears. */
const limit = pLimit(Number(process.env.TEST_AT_ONCE) || Number.POSITIVE_INFINITY);

/** The results of the same work, done several times at once. */
export const atOnce = <Result>(times: number, work: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: times }, (_none, index) => limit(() => work(index))));
