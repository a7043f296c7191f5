import * as z from 'zod';
import { traceHeaders } from '../observe/context.ts';
import { withRequestLog } from '../observe/request-log.ts';

/** Sends a message. Resolves when the message is stored or its receiver has started; it does not wait for the receiver's work. */
export type Send<Body> = (body: Body) => Promise<void>;

/**
 * What a receiver does with a message. It reads the body with `parse`, because a message comes from another process. When it
 * throws, the message has not been handled; `retry.ts` says what becomes of it.
 */
export type Receive = (body: unknown) => Promise<unknown>;

/** A message on its way: its body and the trace that it belongs to. */
export interface Envelope<Body = unknown> {
  body: Body;
  traceparent?: string;
}

/** The envelope that an action is invoked with; without a body when an alarm starts it. */
export const envelope = z.object({ body: z.unknown().optional(), traceparent: z.string().exactOptional() });

/** Wraps a message together with the current trace. */
export const wrapInEnvelope = <Body>(body: Body): Envelope<Body> => ({ body, ...traceHeaders() });

/** Runs a receiver inside the trace of its message and logs one line. */
export const receive = (
  service: string,
  name: string,
  { body, traceparent }: Envelope,
  handle: Receive,
): Promise<unknown> => withRequestLog({ service, work: name }, traceparent, () => handle(body));
