import { asDefect } from '../actions/activation-error.ts';
import type { ActionClient } from '../actions/client.ts';
import { ServiceError } from '../errors.ts';
import { log } from '../observe/log.ts';
import { workFlushed } from '../observe/work.ts';
import { parse } from '../parse.ts';
import { envelope, type Receive, receive, type Send, wrapInEnvelope } from './message.ts';

/**
 * Sends a message without a broker: the sender starts the receiver's action and does not wait for its result ("invoke without
 * publish"). The platform runs an activation at most once, so a receiver that dies loses the message. Throws as `ActionClient.start`,
 * but a plain error for a refusal that is no fault of whoever has caused the message.
 */
export const invokeInstead =
  <Body>(action: ActionClient): Send<Body> =>
  async (body) => {
    await action.start(wrapInEnvelope(body)).catch((error: unknown) => {
      throw asDefect(error);
    });
  };

/**
 * The entry of an action that handles one message per activation. An error of the list in `errors.ts` becomes the activation's
 * result, which a caller that waits receives; any other error is also logged.
 */
export const messageAction =
  (service: string, handle: Receive) =>
  async (params: unknown): Promise<object> => {
    try {
      const { body, ...trace } = parse(envelope, params, 'message');
      return { handled: (await receive(service, 'invoked', { body, ...trace }, handle)) ?? null };
    } catch (error) {
      if (!(error instanceof ServiceError)) log.error({ error }, 'unexpected error');
      throw error;
    } finally {
      await workFlushed();
    }
  };
