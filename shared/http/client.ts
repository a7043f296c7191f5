import { traceHeaders, type Wait, waiting } from '../observe/context.ts';
import { addressOf } from './address.ts';
import { HttpError, timedOut, unavailable } from './errors.ts';
import { exchange, type HttpResponse } from './exchange.ts';
import { withTimeLimit } from './time-limit.ts';

export type { HttpResponse } from './exchange.ts';

/**
 * Milliseconds that a service waits for another one, unless it says otherwise; CALL_DEADLINE_MS sets another
 * number. Longer than a call takes, because where instances come and go, one may have to be started first.
 */
export const defaultDeadlineMs = Number(process.env.CALL_DEADLINE_MS) || 5000;

/** How a call is made. */
export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  json?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds until the call counts as failed. */
  deadlineMs?: number;
  /** The kind of wait that the log line counts the time as. */
  as?: Wait;
}

/**
 * Calls a URL and reads the whole response, over connections that stay open, with the trace of the current request.
 * Throws 504 when the deadline passes and 503 when nobody can be reached; a response of any status is returned.
 */
export async function call(url: string, options: CallOptions = {}): Promise<HttpResponse> {
  const { method = 'GET', json, headers = {}, deadlineMs = defaultDeadlineMs, as = 'call' } = options;
  const address = addressOf(url);
  const sent = { ...traceHeaders(), ...headers };
  return waiting(as, () =>
    withTimeLimit(deadlineMs, async (signal) => {
      const request = { method, headers: sent, signal };
      try {
        return await exchange(address, json === undefined ? request : withJson(request, json));
      } catch (error) {
        const what = `${method} ${address.path.split('?', 1)[0]}`;
        if (signal.aborted) throw timedOut(`${what} did not answer within ${deadlineMs} ms`, error);
        throw unavailable(`${what} cannot be reached`, error);
      }
    }),
  );
}

function withJson<Request extends { headers: Record<string, string> }>(request: Request, json: unknown) {
  const body = JSON.stringify(json);
  const length = String(Buffer.byteLength(body));
  const headers = { ...request.headers, 'content-type': 'application/json', 'content-length': length };
  return { ...request, headers, body };
}

/** The body of a response as JSON. Throws 502 when it is none. */
export function jsonOf(response: HttpResponse): unknown {
  try {
    return JSON.parse(response.text);
  } catch (error) {
    throw new HttpError(502, `an answer with status ${response.status} is not JSON`, { cause: error });
  }
}
