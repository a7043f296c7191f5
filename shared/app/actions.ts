import type { Need } from './needs.ts';

/** The properties with which an action is deployed. */
export interface ActionSpec {
  /** A `web` action receives HTTP requests, a `message` action one message, an `rpc` action one call. */
  kind: 'web' | 'message' | 'rpc';
  memoryMb: number;
  /** The time limit of an activation in milliseconds, from 100 to 300,000. */
  timeoutMs: number;
  /** The number of concurrent activations in one instance; lowered to the maximum of the platform. */
  concurrency: number;
  /** The needs of this action in addition to those of its service, by the variable that its entry reads. */
  needs?: Record<string, Need>;
  /** The services whose actions run in the process of this action with the placement `fused`. */
  fuses?: string[];
  /** A web action that responds to OPTIONS and sends all CORS headers itself, instead of the platform (`web-custom-options`). */
  customOptions?: boolean;
  /** The interval at which an alarm invokes the action with an empty message; fractions work on the embedded OpenWhisk only. */
  everyMinutes?: number;
}

type Options = Partial<Omit<ActionSpec, 'kind'>>;
/** The time limit is that of OpenWhisk: the first call may have to wait for actions that are started several levels deep. */
const defaults = { memoryMb: 256, timeoutMs: 60_000, concurrency: 100 };

/** An action that handles HTTP requests. */
export const web = (options: Options = {}): ActionSpec => ({ kind: 'web', ...defaults, ...options });

/** An action that is invoked with one call of an RPC service. */
export const rpc = (options: Options = {}): ActionSpec => ({ kind: 'rpc', ...defaults, ...options });

/** An action that is invoked with one message, or by an alarm. */
export const message = (options: Options = {}): ActionSpec => ({
  kind: 'message',
  ...defaults,
  timeoutMs: 10_000,
  ...options,
});
