import * as z from 'zod';
import { errorKinds, ServiceError, unavailable } from '../errors.ts';
import { safeParseJson } from '../parse.ts';

/** The result of an action that has thrown an error of `errors.ts`: the runtime puts the fields of the error under `error`. */
const failedResult = z.object({
  error: z.object({ kind: z.enum(errorKinds), message: z.string() }),
});

/**
 * The error of a failed invocation, from the status and the body of the platform's response. An error of `errors.ts` that the action
 * has thrown is restored. An action that the platform has not run gives `unavailable`. Another failure, also of an action that runs too
 * long, may be caused by its parameters: it gives a plain error, which counts as a failed attempt of a message.
 */
export function activationError(action: string, status: number, text: string): Error {
  const thrown = safeParseJson(failedResult, text)?.error;
  if (thrown !== undefined) return new ServiceError(thrown.kind, thrown.message);
  if (status === 502) return new Error(`action ${action} failed: ${text.slice(0, 500)}`);
  if (status === 202) return new Error(`action ${action} gave no result within the time of a blocking call`);
  return unavailable(`action ${action} failed`, new Error(`${status}: ${text.slice(0, 500)}`));
}
