import type { ActionClient } from '../actions/client.ts';
import { type Envelope, enclose, type Receive, receive, type Send } from './message.ts';

/**
 * Sends a message without a broker: the sender starts the receiver's action and does not wait for it ("invoke
 * without publish"). The platform runs it at most once, so a receiver that dies has lost the message.
 */
export const invokeInstead =
  <Body>(action: ActionClient): Send<Body> =>
  async (body) => {
    await action.start(enclose(body));
  };

/** The receiving end: the entry of an action that handles one message an activation. */
export const invoked =
  <Body>(service: string, handle: Receive<Body>) =>
  async (envelope: Envelope<Body>): Promise<object> => ({
    handled: (await receive(service, 'invoked', envelope, handle)) ?? null,
  });
