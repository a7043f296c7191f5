import { randomBytes } from 'node:crypto';

/** A request that was made: how long it took, and under which trace. */
export interface Made {
  /** Between which times, in milliseconds since 1970, all that began which worked for it. */
  began: [from: number, to: number];
  totalMs: number;
  traceId: string;
  /** Milliseconds from its answer until what it set off was done, where that was waited for. */
  dispatchMs?: number;
}

/** Makes a request under a trace of its own. */
export async function timed(work: (traceId: string) => Promise<unknown>): Promise<Made> {
  const traceId = randomBytes(16).toString('hex');
  const [at, from] = [Date.now(), performance.now()];
  await work(traceId);
  return { began: [at, Date.now()], totalMs: performance.now() - from, traceId };
}

/** The `traceparent` header of a trace, under a new span. */
export const traceparentOf = (traceId: string): string =>
  `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
