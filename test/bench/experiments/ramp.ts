import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '#shared/errors';
import { type LoadGenerator, prepareMany, type ReadyRequest } from '../load.ts';

/** A request of a ramp. Times in milliseconds since the ramp began. */
export interface RampRequest {
  /** When it was sent, or was to be sent at a fixed time. */
  at: number;
  /** When its response was there. */
  end: number;
  /** Why it failed; absent when it was answered. */
  error?: string;
  /** Resolves when what was acknowledged is done; rejects when it is lost. */
  done?: () => Promise<unknown>;
}

/** How a load grows, and when it ends. */
export interface RampPlan {
  /** What the load grows by in each second: clients, or requests a second; for one client nothing. */
  step: number;
  seconds: number;
  /** Ends the ramp early. */
  signal: AbortSignal;
  /** Is called with each request as soon as it has ended. */
  ended?: (request: RampRequest) => void;
}

/** Milliseconds that an open ramp may be behind before it ends, because the form is saturated. */
const behindAtMostMs = 5000;

/**
 * A closed ramp, as the paper's: so many clients join in each second, and each sends its next request when the response to the one
 * before is there. Resolves with all requests when the last response is there.
 */
export async function closedRamp(
  next: () => Promise<ReadyRequest | undefined>,
  plan: RampPlan,
): Promise<RampRequest[]> {
  const { step, seconds, signal } = plan;
  const from = performance.now();
  const clients: Promise<RampRequest[]>[] = [];
  for (let second = 0; second < seconds && !signal.aborted; second += 1) {
    for (let joined = 0; joined < step; joined += 1) clients.push(client(next, from, plan));
    await delay(Math.max(0, from + (second + 1) * 1000 - performance.now()));
  }
  return (await Promise.all(clients)).flat();
}

/** One client, which sends one request after the other: what a request takes that waits for no other. */
export const oneClient = (
  next: () => Promise<ReadyRequest | undefined>,
  plan: RampPlan,
): Promise<RampRequest[]> => client(next, performance.now(), plan);

/** Sends its next request when it has the response to the one before, until the time is over. */
async function client(
  next: () => Promise<ReadyRequest | undefined>,
  from: number,
  { seconds, signal, ended }: RampPlan,
): Promise<RampRequest[]> {
  const sent: RampRequest[] = [];
  const isOver = (): boolean => signal.aborted || performance.now() - from > seconds * 1000;
  while (!isOver()) {
    const request = await next();
    if (request === undefined || isOver()) break;
    sent.push(await measured(request, from, performance.now() - from, ended));
  }
  return sent;
}

/**
 * An open ramp: requests are sent at fixed times, more in each second, whether responses come or not. A latency counts from the time
 * at which a request was to be sent, so that a stall counts for all that it delays. Ends early when requests wait for too long.
 */
export async function openRamp(
  next: () => Promise<ReadyRequest | undefined>,
  { step, seconds, signal, ended }: RampPlan,
): Promise<RampRequest[]> {
  const sent: Promise<RampRequest>[] = [];
  const waiting = new Set<number>();
  const from = performance.now();
  for (const at of timesOf(step, seconds)) {
    const now = performance.now() - from;
    if (at > now) await delay(at - now);
    const [oldest = at] = waiting;
    if (signal.aborted || performance.now() - from - oldest > behindAtMostMs) break;
    const request = await next();
    if (request === undefined) break;
    waiting.add(at);
    sent.push(measured(request, from, at, ended).finally(() => waiting.delete(at)));
  }
  return Promise.all(sent);
}

/** The times of the requests of an open ramp: in second n, n times `step` requests at equal distances. */
export const timesOf = (step: number, seconds: number): number[] =>
  Array.from({ length: seconds }, (_, second) => {
    const count = Math.round(step * (second + 1));
    return Array.from({ length: count }, (_, index) => 1000 * (second + index / count));
  }).flat();

async function measured(
  request: ReadyRequest,
  from: number,
  at: number,
  ended: RampPlan['ended'],
): Promise<RampRequest> {
  const one = await request().then(
    ({ done }) => ({ at, end: performance.now() - from, ...(done !== undefined && { done }) }),
    (error: unknown) => ({ at, end: performance.now() - from, error: messageOf(error) }),
  );
  ended?.(one);
  return one;
}

/**
 * Prepares `count` requests and answers a function that takes one; undefined when they are used up. With a count of 0, each is prepared
 * when it is taken.
 */
export async function stockOf(
  load: LoadGenerator,
  count: number,
): Promise<() => Promise<ReadyRequest | undefined>> {
  const stock = await prepareMany(load, count);
  return async () => (count === 0 ? load.prepare() : stock.pop());
}
