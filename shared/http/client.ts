import { traceHeaders, type Wait, waiting } from '../observe/context.ts';
import { HttpError, timedOut, unavailable } from './errors.ts';
import { send } from './send.ts';

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

/** An answer of whatever status, its body read. */
export interface Answer {
  status: number;
  headers: { get(name: string): string | null };
  text: string;
}

/**
 * Calls a URL and reads the whole answer, over connections that stay open, with the trace of the request in hand.
 * Throws 504 when the deadline passes and 503 when nobody can be reached; any answer, also an error, is returned.
 */
export async function call(url: string, options: CallOptions = {}): Promise<Answer> {
  const { method = 'GET', json, headers = {}, deadlineMs = defaultDeadlineMs, as = 'call' } = options;
  return waiting(as, async () => {
    try {
      const {
        status,
        headers: raw,
        text,
      } = await send(url, {
        method,
        headers: {
          ...traceHeaders(),
          ...headers,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: json === undefined ? '' : JSON.stringify(json),
        deadlineMs,
      });
      return { status, headers: { get: (name) => header(raw, name) }, text };
    } catch (error) {
      const where = new URL(url).pathname;
      if (error instanceof Error && error.name === 'TimeoutError') {
        throw timedOut(`${method} ${where} did not answer within ${deadlineMs} ms`, error);
      }
      throw unavailable(`${method} ${where} cannot be reached`, error);
    }
  });
}

function header(raw: string[], name: string): string | null {
  const at = raw.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name.toLowerCase());
  return at < 0 ? null : (raw[at + 1] ?? null);
}

/** The body of an answer as JSON. Throws 502 when it is none. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch (error) {
    throw new HttpError(502, `an answer with status ${answer.status} is not JSON`, { cause: error });
  }
}
