import * as z from 'zod';
import { settings } from '../config/settings.ts';
import { withDeadline } from '../deadline.ts';
import { deadlineExceeded, ServiceError, unavailable } from '../errors.ts';
import { traceHeaders, type Wait, withWait } from '../observe/context.ts';
import { type Blame, listed, parseJson } from '../parse.ts';
import { addressOf } from './address.ts';
import { HttpError, kindOf } from './errors.ts';
import { exchange, type HttpResponse } from './exchange.ts';

export type { HttpResponse } from './exchange.ts';

/** Milliseconds that a service waits for another one, unless it says otherwise. */
export const defaultDeadlineMs = settings.CALL_DEADLINE_MS;

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
 * Throws `deadline-exceeded`, and `unavailable` when nobody can be reached; a response of any status is returned.
 */
export async function call(url: string, options: CallOptions = {}): Promise<HttpResponse> {
  const { method = 'GET', json, headers = {}, deadlineMs = defaultDeadlineMs, as = 'call' } = options;
  const address = addressOf(url);
  const sent = { ...traceHeaders(), ...headers };
  const what = (): string => `${method} ${address.path.split('?', 1)[0]}`;
  const late = (): string => `${what()} did not answer within ${deadlineMs} ms`;
  return withWait(as, async () => {
    try {
      return await withDeadline(deadlineMs, late, (signal) => {
        const request = { method, headers: sent, signal };
        return exchange(address, json === undefined ? request : withJson(request, json));
      });
    } catch (error) {
      throw error instanceof ServiceError ? error : unavailable(`${what()} cannot be reached`, error);
    }
  });
}

function withJson<Request extends { headers: Record<string, string> }>(request: Request, json: unknown) {
  const body = JSON.stringify(json);
  const length = String(Buffer.byteLength(body));
  const headers = { ...request.headers, 'content-type': 'application/json', 'content-length': length };
  return { ...request, headers, body };
}

/** The service that was called has answered what it should not: 502, because our own caller has done nothing wrong. */
const blameService: Blame = (problems, what) =>
  new HttpError(502, `cannot read ${what}: ${listed(problems)}`);

/** Reads the JSON of a response; `what` names it in the error. Throws 502 when it does not fit. */
export const readResponse = <Schema extends z.ZodType>(
  schema: Schema,
  response: HttpResponse,
  what: string,
): z.output<Schema> => parseJson(schema, response.text, what, blameService);

/** The body of a response as JSON of any shape, for whoever passes it on. Throws 502 when it is none. */
export const jsonOf = (response: HttpResponse): unknown =>
  readResponse(z.unknown(), response, `an answer with status ${response.status}`);

/** The error for a response that the caller can do nothing with: the service, or the platform before it, does not work. */
export function failure(service: string, { status }: HttpResponse): ServiceError {
  const text = `the ${service} service answered ${status}`;
  return kindOf(status) === 'deadline-exceeded' ? deadlineExceeded(text) : unavailable(text);
}
