import type { Response } from 'express';
import * as z from 'zod';
import { isKind, isTransient } from '#shared/errors';
import { type CallOptions, call, defaultDeadlineMs, type HttpResponse } from '#shared/http/client';
import { kindOf } from '#shared/http/errors';
import { safeParseJson } from '#shared/parse';
import { type ErrorCode, LabError } from '../errors.ts';

/** Milliseconds for a call: a neighbour that waits for another one itself has to answer first. */
const deadlineMs = 2 * defaultDeadlineMs;

/** Asks for something that changes nothing; once more when the neighbour is not there. Errors as of `write`. */
export async function read(neighbour: string, url: string, options: CallOptions = {}): Promise<HttpResponse> {
  try {
    return await ask(neighbour, url, options);
  } catch (error) {
    if (isKind(error, 'unavailable')) return ask(neighbour, url, options);
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
    if (!isTransient(error)) throw error;
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
    new LabError(code, `The ${neighbour} service ${what}.`, {}, { cause });
  const answer = await call(url, { deadlineMs, ...options }).catch((error: unknown) => {
    if (isKind(error, 'deadline-exceeded')) throw failure('TIMED_OUT', 'did not answer in time', error);
    if (isKind(error, 'unavailable'))
      throw failure('UNAVAILABLE', 'cannot be reached; try again in a moment', error);
    throw error;
  });
  const { status } = answer;
  if (status === 200) return answer;
  const isOurs = isRefusal(answer.text);
  if (isOurs && status < 500) return answer;
  // What is not in our words comes from the platform between us.
  const what = `failed with status ${status}`;
  if (isOurs && status === 500) throw failure('INTERNAL', what);
  const kind = kindOf(status);
  if (kind === 'unavailable' || kind === 'not-found') throw failure('UNAVAILABLE', what);
  throw failure('TIMED_OUT', what);
}

const refusal = z.object({ message: z.string(), code: z.string() });
const isRefusal = (text: string): boolean => safeParseJson(refusal, text) !== undefined;
