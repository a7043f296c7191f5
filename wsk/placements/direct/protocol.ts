import * as z from 'zod';
import type { Callee } from '../local-call.ts';

/**
 * A direct channel connects the instance of a caller with an instance of the called action, without the platform between them. The
 * platform grants it: it reserves concurrency in the called instance for one caller, informs both instances, and later reads which
 * calls were made. This is the part of the grant that the called instance gets.
 */
export interface Channel extends Callee {
  id: number;
  /** The secret that opens the channel, 32 hexadecimal digits; only the caller gets it. */
  token: string;
  /** The part of the context that is the same for every activation: namespace, action_name, action_version, api_key. */
  context: Record<string, string>;
  timeoutMs: number;
  /** Milliseconds without a call after which the channel closes. */
  idleMs: number;
  logsMb: number;
}

/** The response of the platform to a caller that requests a channel. */
export const grant = z.object({
  /** The path of the called instance's socket. */
  socketPath: z.string(),
  token: z.string(),
  /** The Authorization header that every call must have. */
  authorization: z.string().exactOptional(),
  /** The maximum number of concurrent calls; further calls go through the platform. */
  width: z.number(),
});
export type Grant = z.output<typeof grant>;

/** A request of a caller to `/diptych/direct`: for a channel to an action, or to report the token of a broken channel. */
export type ChannelRequest = { path: string; authorization?: string } | { broken: string };

/** A request of the platform to a called instance; the reply to `open` is the path of the instance's socket. */
export type InstanceRequest = { open: Channel } | { revoke: number };

/** A notice of a called instance: a channel has closed, or the instance must not be used again. */
export type InstanceNotice = { closed: number } | { unusable: true };

/** An entry in the run log of an instance: the start of a run, a line of its log, or its end. */
export interface RunNote {
  kind: 'start' | 'log' | 'end';
  /** The activation id. */
  id: string;
  /** The line of the log; for a start or an end, the text that `readStart` or `readEnd` parses. */
  text: string;
}
