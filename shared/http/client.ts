import { traceHeaders, type Wait, waiting } from '../observe/context.ts';
import { HttpError, timedOut, unavailable } from './errors.ts';
import type { Answer } from './exchange.ts';
import { destination, send } from './send.ts';
import { withTimeLimit } from './time-limit.ts';

export type { Answer } from './exchange.ts';

/**
 * Milliseconds that a service waits for another one, unless it says otherwise; CALL_DEADLINE_MS sets another
 * number. Longer than a call takes, because where instances come and go, one may have to be started first.
 */
export const defaultDeadlineMs = Number(process.env.CALL_DEADLINE_MS) || 5000;

/** How a call is to be made. */
export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  json?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds until the call counts as failed. */
  deadlineMs?: number;
  /** As what the time counts in the log line. */
  as?: Wait;
}

/**
 * Calls a URL and reads the whole answer, over connections that stay open, with the trace of the request in hand.
 * Throws 504 when the deadline passes and 503 when nobody can be reached; any answer, also an error, is returned.
 */
export async function call(url: string, options: CallOptions = {}): Promise<Answer> {
  const { method = 'GET', json, headers = {}, deadlineMs = defaultDeadlineMs, as = 'call' } = options;
  const target = destination(url);
  const sent = { ...traceHeaders(), ...headers };
  return waiting(as, () =>
    withTimeLimit(deadlineMs, async (signal) => {
      const outgoing = { method, headers: sent, signal };
      try {
        return await send(target, json === undefined ? outgoing : withJson(outgoing, json));
      } catch (error) {
        const what = `${method} ${target.url.pathname}`;
        if (signal.aborted) throw timedOut(`${what} did not answer within ${deadlineMs} ms`, error);
        throw unavailable(`${what} cannot be reached`, error);
      }
    }),
  );
}

function withJson<Outgoing extends { headers: Record<string, string> }>(outgoing: Outgoing, json: unknown) {
  const body = JSON.stringify(json);
  const length = String(Buffer.byteLength(body));
  const headers = { ...outgoing.headers, 'content-type': 'application/json', 'content-length': length };
  return { ...outgoing, headers, body };
}

/** The body of an answer as JSON. Throws 502 when it is none. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch (error) {
    throw new HttpError(502, `an answer with status ${answer.status} is not JSON`, { cause: error });
  }
}
