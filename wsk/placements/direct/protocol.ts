import type { Callee } from '../local-call.ts';

/**
 * A direct channel lets one instance call another without the platform between them. The platform grants it: it reserves places
 * in the called instance for one caller, tells both, and reads afterwards what ran. This is what the called instance gets.
 */
export interface Channel extends Callee {
  id: number;
  /** Opens the channel: 32 hexadecimal digits that only the caller gets. */
  token: string;
  /** What is the same in the context of every activation: namespace, action_name, action_version, api_key. */
  context: Record<string, string>;
  timeoutMs: number;
  /** Milliseconds without a call after which the channel closes. */
  idleMs: number;
  logsMb: number;
}

/** What the platform answers to a caller that asks for a channel. */
export interface Grant {
  /** The path of the called instance's socket. */
  socketPath: string;
  token: string;
  /** The Authorization header with which the calls must come. */
  authorization?: string;
  /** Calls at the same time; more go through the platform. */
  width: number;
}

/** What a caller asks the platform at `/diptych/direct`: a channel to an action, or that a broken one is not granted again. */
export type ChannelRequest = { path: string; authorization?: string } | { broken: string };

/** What the platform asks a called instance; the answer to `open` is the path of its socket. */
export type InstanceRequest = { open: Channel } | { revoke: number };

/** The called instance tells that a channel has closed, or that it must not be used any more. */
export type InstanceNotice = { closed: number } | { unusable: true };

/** What an instance notes of a run: its start, each line of its log as it is printed, and its end. */
export interface RunNote {
  kind: 'start' | 'log' | 'end';
  /** Of the activation. */
  id: string;
  /** The line of the log; of the others what `readStart` and `readEnd` read. */
  text: string;
}
