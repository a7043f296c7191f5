import { traceHeaders } from '../observe/context.ts';
import { logged } from '../observe/request-log.ts';

/** Hands a message over and returns when it is in safe hands; it does not wait for what the receiver does. */
export type Send<Body> = (body: Body) => Promise<void>;

/** What a receiver does with a message. When it throws, the message counts as not received. */
export type Receive<Body> = (body: Body) => Promise<unknown>;

/** A message under way: its content and the trace that it belongs to. */
export interface Envelope<Body> {
  body: Body;
  traceparent?: string;
}

/** Puts the trace of the request in hand beside a message. */
export const enclose = <Body>(body: Body): Envelope<Body> => ({ body, ...traceHeaders() });

/** Runs a receiver inside the trace of the message, with one log line. */
export const receive = <Body>(
  service: string,
  name: string,
  envelope: Envelope<Body>,
  handle: Receive<Body>,
): Promise<unknown> => logged(service, name, envelope.traceparent, () => handle(envelope.body));
