import * as z from 'zod';
import { errorKinds, isKind, ServiceError } from '../errors.ts';
import { kindOf } from '../http/errors.ts';
import { safeParseJson } from '../parse.ts';

/** The result of an action that has thrown an error of `errors.ts`: the runtime puts the fields of the error under `error`. */
const failedResult = z.object({
  error: z.object({ kind: z.enum(errorKinds), message: z.string() }),
});

/**
 * The error of a failed invocation, from the status and the body of the platform's response. With 502 the action has failed: an error
 * of `errors.ts` that it has thrown is restored; another failure may be caused by its parameters and gives a plain error, which counts
 * as a failed attempt of a message. So does an action that runs too long (202). With any other status the platform has not run it.
 */
export function activationError(action: string, status: number, text: string): Error {
  if (status === 202) return new Error(`action ${action} gave no result within the time of a blocking call`);
  if (status !== 502) return refusal(action, status, text);
  const thrown = safeParseJson(failedResult, text)?.error;
  if (thrown !== undefined) return new ServiceError(thrown.kind, thrown.message);
  return new Error(`action ${action} failed: ${excerpt(text)}`);
}

/**
 * The error for an activation that the platform has not started. It has the kind of the status, so that a message over 1 MiB is
 * `too-large` and not delivered for ever. An action that is not there (404) is `unavailable`: no parameter names it, only the
 * deployment does, and it is there as soon as that is complete or the platform has been restarted.
 */
export function refusal(action: string, status: number, text: string): ServiceError {
  const kind = status === 404 ? undefined : kindOf(status);
  const cause = new Error(`${status}: ${excerpt(text)}`);
  return new ServiceError(kind ?? 'unavailable', `OpenWhisk answered ${status} for action ${action}`, {
    cause,
  });
}

/**
 * For a caller that acts for somebody else, such as a customer: a refusal of the call itself, for example of our key, is no mistake of
 * theirs. It becomes a plain error, so that they are not told to log in. Other errors stay as they are.
 */
export const asDefect = (error: unknown): unknown =>
  isKind(error, 'invalid', 'unauthenticated', 'forbidden')
    ? new Error(error.message, { cause: error })
    : error;

const excerpt = (text: string): string => text.slice(0, 500);
