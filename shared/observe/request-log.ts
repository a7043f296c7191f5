import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Trace, type Wait, withTrace } from './context.ts';
import { log } from './log.ts';

/** The times of a piece of work in its log line; the parts add up to `ms`. */
export interface Timing {
  /** Milliseconds from the first to the last moment. */
  ms: number;
  /** Milliseconds in which the service computed and waited for nothing. */
  compute: number;
  init: number;
  store: number;
  call: number;
  gateway: number;
  /** When it began, in milliseconds since 1970. */
  at: number;
  /** Each wait: its kind, and its begin and end in milliseconds after `at`. */
  waits: [Wait, number, number][];
}

/** Splits the time since `from` by what was waited for; overlapping waits count once, for the one that began first. */
export function timing(trace: Pick<Trace, 'waits'>, from: number, to = performance.now()): Timing {
  const parts: Record<Wait, number> = { init: 0, store: 0, call: 0, gateway: 0 };
  let covered = from;
  for (const wait of [...trace.waits].sort((a, b) => a.from - b.from)) {
    parts[wait.kind] += Math.max(0, wait.to - Math.max(wait.from, covered));
    covered = Math.max(covered, wait.to);
  }
  const ms = to - from;
  const compute = Math.max(0, ms - parts.init - parts.store - parts.call - parts.gateway);
  const waits = trace.waits.map(({ kind, ...wait }): [Wait, number, number] => [
    kind,
    round(wait.from - from),
    round(wait.to - from),
  ]);
  return {
    ms: round(ms),
    compute: round(compute),
    ...mapRound(parts),
    at: round(performance.timeOrigin + from),
    waits,
  };
}

/** The first middleware of a service: opens the trace of the request and logs one line when the response is sent. */
export function requestLog(service: string) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const from = performance.now();
    const path = request.url?.split('?')[0];
    withTrace(header(request, 'traceparent'), (trace) => {
      response.once('finish', () =>
        log.info({
          service,
          trace: trace.traceId,
          method: request.method,
          path,
          status: response.statusCode,
          ...timing(trace, from),
        }),
      );
      next();
    });
  };
}

/** What the log line of a piece of work names: a method that a caller waits for, or work that nobody waits for, such as a message. */
export type Logged = { service: string } & ({ method: string } | { work: string });

/** Runs a remote procedure call or a message inside its trace and logs one line when it is done. */
export async function withRequestLog<Result>(
  what: Logged,
  traceparent: string | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const from = performance.now();
  return withTrace(traceparent, async (trace) => {
    let status = 'ok';
    try {
      return await work();
    } catch (error) {
      status = 'failed';
      throw error;
    } finally {
      log.info({ ...what, status, ...timing(trace, from) });
    }
  });
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};
const round = (ms: number): number => Math.round(ms * 1000) / 1000;
const mapRound = (parts: Record<Wait, number>): Record<Wait, number> => ({
  init: round(parts.init),
  store: round(parts.store),
  call: round(parts.call),
  gateway: round(parts.gateway),
});
