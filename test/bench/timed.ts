import { randomBytes } from 'node:crypto';

/** The measurement of one request. */
export interface Measurement {
  /** The times, in epoch milliseconds, between which all activations for the request began. */
  began: [from: number, to: number];
  totalMs: number;
  traceId: string;
  /** Resolves when the asynchronous work of the request is done, and rejects when it is lost; absent when there is none. */
  done?: () => Promise<unknown>;
}

/** Measures a request, with a new trace id. */
export async function timed(work: (traceId: string) => Promise<unknown>): Promise<Measurement> {
  const traceId = randomBytes(16).toString('hex');
  const [at, from] = [Date.now(), performance.now()];
  await work(traceId);
  return { began: [at, Date.now()], totalMs: performance.now() - from, traceId };
}

/** The header `traceparent` of a trace, with a new span id. */
export const traceparentOf = (traceId: string): string =>
  `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
