import * as z from 'zod';
import { traceHeaders } from '../observe/context.ts';
import { withRequestLog } from '../observe/request-log.ts';

/** Hands a message over and returns when it is in safe hands; it does not wait for what the receiver does. */
export type Send<Body> = (body: Body) => Promise<void>;

/**
 * What a receiver does with a message. It reads the body with `parse`, because a message comes from another process. When it
 * throws, the message has not been handled; `retry.ts` says what becomes of it.
 */
export type Receive = (body: unknown) => Promise<unknown>;

/** A message under way: its content and the trace that it belongs to. */
export interface Envelope<Body = unknown> {
  body: Body;
  traceparent?: string;
}

/** The envelope that an action is invoked with; without a body when an alarm starts it. */
export const envelope = z.object({ body: z.unknown().optional(), traceparent: z.string().exactOptional() });

/** Puts the trace of the request in hand beside a message. */
export const enclose = <Body>(body: Body): Envelope<Body> => ({ body, ...traceHeaders() });

/** Runs a receiver inside the trace of the message, with one log line. */
export const receive = (
  service: string,
  name: string,
  { body, traceparent }: Envelope,
  handle: Receive,
): Promise<unknown> => withRequestLog({ service, work: name }, traceparent, () => handle(body));
