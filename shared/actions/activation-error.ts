import * as z from 'zod';
import { errorKinds, ServiceError, unavailable } from '../errors.ts';
import { safeParseJson } from '../parse.ts';

/** What the runtime makes of an error of ours that an action throws: its own fields, `kind` among them, under `error`. */
const failedResult = z.object({
  error: z.object({ kind: z.enum(errorKinds), message: z.string() }),
});

/**
 * Why an invocation has no result, by the status and the body of the platform's answer. An error of the list in `errors.ts` that
 * the action has thrown comes back as it was. An action that the platform has not run is `unavailable`. Any other failure, also of
 * an action that runs too long, may be caused by its parameters, so it is none of the list and counts against a message.
 */
export function activationError(action: string, status: number, text: string): Error {
  const thrown = safeParseJson(failedResult, text)?.error;
  if (thrown !== undefined) return new ServiceError(thrown.kind, thrown.message);
  if (status === 502) return new Error(`action ${action} failed: ${text.slice(0, 500)}`);
  if (status === 202) return new Error(`action ${action} gave no result within the time of a blocking call`);
  return unavailable(`action ${action} failed`, new Error(`${status}: ${text.slice(0, 500)}`));
}
