import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { settings } from '../config/settings.ts';
import { withDeadline } from '../deadline.ts';
import { deadlineExceeded, ServiceError, unavailable } from '../errors.ts';
import { traceHeaders, type Wait, withWait } from '../observe/context.ts';
import { type Blame, listed, parseJson } from '../parse.ts';
import { addressOf } from './address.ts';
import { bodyText } from './body-text.ts';
import { HttpError, kindOf } from './errors.ts';
import { exchange, type HttpResponse } from './exchange.ts';
import { lateResponse } from './late-response.ts';
import { platformFailure } from './platform-failure.ts';

export type { HttpResponse } from './exchange.ts';

/** The default deadline of a call to another service in milliseconds. */
export const defaultDeadlineMs = settings.CALL_DEADLINE_MS ?? 5000;

/** Options of `call`. */
export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A body that is sent as JSON. */
  json?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds after which the call fails. */
  deadlineMs?: number;
  /** The kind of wait under which the log line counts the time of the call. */
  as?: Wait;
}

/**
 * Sends a request with the trace of the current request over a keep-alive connection, and returns the response, whatever its status.
 * A body that is too large for an action goes compressed, and so does one that comes back. A response that OpenWhisk does not wait for
 * is fetched when it is there (late-response.ts). Throws `deadline-exceeded`, and `unavailable`
 * when the server cannot be reached or the platform that runs it fails.
 */
export async function call(url: string, options: CallOptions = {}): Promise<HttpResponse> {
  const { method = 'GET', json, headers = {}, deadlineMs = defaultDeadlineMs, as = 'call' } = options;
  const address = addressOf(url);
  const sent = { 'accept-encoding': 'gzip', ...traceHeaders(), ...headers };
  const what = (): string => `${method} ${address.path.split('?', 1)[0]}`;
  const late = (): string => `${what()} did not answer within ${deadlineMs} ms`;
  return withWait(as, async () => {
    try {
      const response = await withDeadline(deadlineMs, late, async (signal) => {
        const request = { method, headers: sent, signal };
        const first = await exchange(address, json === undefined ? request : withJson(request, json));
        const isLate = platformFailure(first) === 504;
        const second = isLate ? await lateResponse(address, first, signal) : undefined;
        return second === undefined ? first : { ...second, text: bodyText(second.headers, second.body) };
      });
      const failed = platformFailure(response);
      if (failed === undefined) return response;
      const text = `the platform could not run ${what()}`;
      throw failed === 504 ? deadlineExceeded(text) : unavailable(text, new Error(response.text));
    } catch (error) {
      throw error instanceof ServiceError ? error : unavailable(`${what()} cannot be reached`, error);
    }
  });
}

/** Bytes that an action certainly takes: OpenWhisk allows 1 MiB, in which a body is written as base64. */
const plainBytes = 512 * 1024;

function withJson<Request extends { headers: Record<string, string> }>(request: Request, json: unknown) {
  const text = JSON.stringify(json);
  const isLarge = Buffer.byteLength(text) > plainBytes;
  const body = isLarge ? gzipSync(text, { level: 1 }) : text;
  const headers = {
    ...request.headers,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...(isLarge && { 'content-encoding': 'gzip' }),
  };
  return { ...request, headers, body };
}

/** The error for an invalid response of another service: 502, because the fault is not that of our own caller. */
const blameService: Blame = (problems, what) =>
  new HttpError(502, `cannot read ${what}: ${listed(problems)}`);

/** Parses the JSON of a response; `what` describes it in the error text. Throws 502 when it does not match the schema. */
export const readResponse = <Schema extends z.ZodType>(
  schema: Schema,
  response: HttpResponse,
  what: string,
): z.output<Schema> => parseJson(schema, response.text, what, blameService);

/** The body of a response as JSON of any shape, for a caller that passes it on. Throws 502 when it is not JSON. */
export const jsonOf = (response: HttpResponse): unknown =>
  readResponse(z.unknown(), response, `a response with status ${response.status}`);

/**
 * The error for a status that the caller does not expect. A status that tells of an outage gives `unavailable` or
 * `deadline-exceeded`. Any other one, such as 400, 409 or 500, gives 500: it is no outage, which passes by itself, and our own caller
 * has done nothing wrong. For a message it counts as a failed attempt.
 */
export function failure(service: string, { status }: HttpResponse): ServiceError | HttpError {
  const text = `the ${service} service answered ${status}`;
  const kind = kindOf(status);
  if (kind === 'deadline-exceeded') return deadlineExceeded(text);
  return kind === 'unavailable' ? unavailable(text) : new HttpError(500, text);
}
