import type { ActivationRecord, ActivationResponse } from '../activations/activation-record.ts';
import type { Limits } from '../entities/entities.ts';
import type { Resolved } from '../entities/resolve.ts';
import type { Identity } from '../server/identity.ts';

/** A request to run an action for a caller. */
export interface Invocation {
  identity: Identity;
  resolved: Resolved;
  payload: Record<string, unknown> | unknown[];
  transactionId: string;
  /** The activation id of the sequence or composition that runs the action as a component. */
  cause?: string;
  /** True when the action is a conductor that runs as one step of its own composition. */
  step?: boolean;
  /** The counters of the composition that runs the action. */
  accounting?: Accounting;
}

/** The number of activations in a composition and in the compositions nested in it. */
export interface Accounting {
  conductors: number;
  components: number;
}

/** A started activation. */
export interface Submitted {
  activationId: string;
  /** Resolves with the record, without its log, when the action has ended. Rejects when the activation leaves no record. */
  done: Promise<ActivationRecord>;
}

/** Starts an activation. Sequences and compositions get this function to start their components. */
export type Submit = (invocation: Invocation) => Submitted;

/** The result of running an action. */
export interface RunResult {
  response: ActivationResponse;
  /** The start of the initialisation, or of the run in a warm instance, in epoch milliseconds. */
  start: number;
  duration: number;
  initTime?: number;
  timeout?: boolean;
  /** The log, which may be complete later than the response. */
  logs: string[] | Promise<string[]>;
  /** The limits in the record, when they differ from the action's. */
  limits?: Limits;
}
