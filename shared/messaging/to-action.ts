import type { ActionClient } from '../actions/client.ts';
import { unavailable } from '../http/errors.ts';
import { waiting } from '../observe/context.ts';
import type { Envelope } from './message.ts';

/** Hands a message to an action and returns when the action has succeeded. Throws 503 or 504 when it has not, or may not have. */
export async function toAction(
  action: ActionClient,
  envelope: Envelope<unknown>,
  deadlineMs?: number,
): Promise<void> {
  const result = await waiting('call', () => action.invoke(envelope, deadlineMs));
  // An activation longer than a blocking call waits is answered with its id alone.
  if (Object(result).handled === undefined)
    throw unavailable(`action ${action.name} has not answered in time`);
}
