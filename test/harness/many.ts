import { randomUUID } from 'node:crypto';

/** A name that no other run has used. */
export const unique = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;

/** The results of the same work, done several times at once. */
export const atOnce = <Result>(times: number, work: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: times }, (_none, index) => work(index)));
