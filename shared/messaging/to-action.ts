import * as z from 'zod';
import type { ActionClient } from '../actions/client.ts';
import { withWait } from '../observe/context.ts';
import type { Envelope } from './message.ts';

// What the entry `invoked` answers.
const handled = z.object({ handled: z.unknown() });

/** Hands a message to an action and returns when the action has succeeded. Throws as `invoke` of the action when it has not, or may not have. */
export async function toAction(action: ActionClient, envelope: Envelope, deadlineMs?: number): Promise<void> {
  const result = await withWait('call', () => action.invoke(envelope, deadlineMs));
  if (!handled.safeParse(result).success)
    throw new Error(`action ${action.name} has not answered as the entry of a receiver`);
}
