import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Trace, withTrace } from './context.ts';
import { log } from './log.ts';
import { timing } from './timing.ts';
import { type Logged, workEnded } from './work.ts';

/** The first middleware of a service: opens the trace of the request and logs one line when the response is sent. */
export function requestLog(service: string) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const from = performance.now();
    const path = request.url?.split('?')[0];
    withTrace(header(request, 'traceparent'), (trace) => {
      response.once('finish', () =>
        logWork({ service, method: request.method, path }, trace, from, response.statusCode),
      );
      next();
    });
  };
}

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
      logWork(what, trace, from, status);
    }
  });
}

/** Logs one line about work that began at `from` and has ended now, and tells the observer of it. */
export function logWork(what: Logged, trace: Trace, from: number, status: number | string): void {
  const times = timing(trace, from);
  log.info({ trace: trace.traceId, ...what, status, ...times });
  workEnded({ what, trace, timing: times, status });
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};
