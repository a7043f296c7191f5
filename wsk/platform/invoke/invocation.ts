import type { ActivationRecord, ActivationResponse } from '../activations/activation-record.ts';
import type { Limits } from '../entities/entities.ts';
import type { Resolved } from '../entities/resolve.ts';
import type { Identity } from '../server/identity.ts';

/** An action to run for a caller. */
export interface Invocation {
  identity: Identity;
  resolved: Resolved;
  payload: Record<string, unknown> | unknown[];
  transactionId: string;
  /** The sequence or composition this is a component of. */
  cause?: string;
  /** The conductor of a composition is called for its next step. */
  step?: boolean;
  /** Counted calls of the composition this belongs to. */
  accounting?: Accounting;
}

/** Calls counted over a composition and those nested in it. */
export interface Accounting {
  conductors: number;
  components: number;
}

/** A started activation. */
export interface Submitted {
  activationId: string;
  /** Resolves when the action has ended, with the record, still without its log; rejects where there is no record. */
  done: Promise<ActivationRecord>;
}

/** Starts an activation; sequences and compositions get it to start their components. */
export type Submit = (invocation: Invocation) => Submitted;

/** What running an action has given. */
export interface RunResult {
  response: ActivationResponse;
  /** Epoch milliseconds at which initialisation or run started. */
  start: number;
  duration: number;
  initTime?: number;
  timeout?: boolean;
  /** The log, which may come later than the response. */
  logs: string[] | Promise<string[]>;
  /** Limits to show in the record when they are not the action's. */
  limits?: Limits;
}
