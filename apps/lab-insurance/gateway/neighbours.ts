import type { Response } from 'express';
import { type CallOptions, call, defaultDeadlineMs, type HttpResponse } from '#shared/http/client';
import { HttpError } from '#shared/http/errors';
import { type ErrorCode, labError } from '../errors.ts';

/** Milliseconds for a call: a neighbour that waits for another one itself has to answer first. */
const deadlineMs = 2 * defaultDeadlineMs;

/** Asks for something that changes nothing; once more when the neighbour is not there. Errors as of `write`. */
export async function read(neighbour: string, url: string, options: CallOptions = {}): Promise<HttpResponse> {
  try {
    return await ask(neighbour, url, options);
  } catch (error) {
    if (error instanceof HttpError && error.status === 503) return ask(neighbour, url, options);
    throw error;
  }
}

/** Asks for a change, once. Throws 503 when the neighbour is not there, and 504 when nobody knows whether it was made. */
export const write = (neighbour: string, url: string, options: CallOptions = {}): Promise<HttpResponse> =>
  ask(neighbour, url, { method: 'POST', ...options });

/** Reads, and where that is not possible gives what stands for it, marked by `X-Degraded`. */
export async function readOr(
  response: Response,
  instead: unknown,
  neighbour: string,
  url: string,
): Promise<void> {
  const answer = await unlessDown(response, read(neighbour, url));
  if (answer === undefined) response.json(instead);
  else relay(response, answer);
}

/** What somebody was asked for; undefined, and `X-Degraded` in the answer, when it cannot be had now. */
export async function unlessDown<Result>(
  response: Response,
  asked: Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof HttpError) || error.status < 500) throw error;
    response.set('X-Degraded', 'true');
    return undefined;
  }
}

/** Passes on what a neighbour has answered. */
export function relay(response: Response, { status, text }: HttpResponse): void {
  response.status(status).type('json').send(text);
}

/** Success, and what the neighbour refuses in its own words; all else is thrown. */
async function ask(neighbour: string, url: string, options: CallOptions): Promise<HttpResponse> {
  const failure = (code: ErrorCode, what: string, cause?: unknown) =>
    Object.assign(labError(code, `The ${neighbour} service ${what}.`), { cause });
  const answer = await call(url, { deadlineMs, ...options }).catch((error: unknown) => {
    if (!(error instanceof HttpError)) throw error;
    if (error.status === 504) throw failure('TIMED_OUT', 'did not answer in time', error);
    throw failure('UNAVAILABLE', 'cannot be reached; try again in a moment', error);
  });
  const { status } = answer;
  if (status === 200) return answer;
  const isOurs = isRefusal(answer.text);
  if (isOurs && status < 500) return answer;
  // What is not in our words comes from the platform between us.
  const what = `failed with status ${status}`;
  if (isOurs && status === 500) throw failure('INTERNAL', what);
  if (status === 503 || status === 429 || status === 404) throw failure('UNAVAILABLE', what);
  throw failure('TIMED_OUT', what);
}

function isRefusal(text: string): boolean {
  try {
    const { message, code } = Object(JSON.parse(text)) as { message?: unknown; code?: unknown };
    return typeof message === 'string' && typeof code === 'string';
  } catch {
    return false;
  }
}
