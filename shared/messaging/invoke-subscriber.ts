import * as z from 'zod';
import type { ActionClient } from '../actions/client.ts';
import { withWait } from '../observe/context.ts';
import type { Envelope } from './message.ts';

// The result of `messageAction`.
const handled = z.object({ handled: z.unknown() });

/** Invokes the action of a subscriber with a message and resolves when the action has succeeded. Throws as `ActionClient.invoke`. */
export async function invokeSubscriber(
  action: ActionClient,
  envelope: Envelope,
  deadlineMs?: number,
): Promise<void> {
  const result = await withWait('call', () => action.invoke(envelope, deadlineMs));
  if (!handled.safeParse(result).success)
    throw new Error(`action ${action.name} has not answered as the entry of a receiver`);
}
