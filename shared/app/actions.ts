import type { Need } from './needs.ts';
import type { Program } from './program.ts';

/** What OpenWhisk is told about an action. */
export interface ActionSpec {
  /** `web` receives HTTP requests, `message` is invoked with one message, `rpc` with one call. */
  kind: 'web' | 'message' | 'rpc';
  memoryMb: number;
  /** Milliseconds that an activation may take, at most 300,000. */
  timeoutMs: number;
  /** Activations that one instance may run at once; lowered to what the platform permits. */
  concurrency: number;
  /** Programs that must be on the PATH of its instances, such as TeX. */
  programs?: Program[];
  /** Variables that only this action's entry reads, each with what it needs there. */
  needs?: Record<string, Need>;
  /** Services whose actions run in this one's process in the placement `fused`. */
  fuses?: string[];
  /** An alarm invokes it with an empty message so often; OpenWhisk's alarms know whole minutes, ours also parts. */
  everyMinutes?: number;
}

type Options = Partial<Omit<ActionSpec, 'kind'>>;
const usual = { memoryMb: 256, timeoutMs: 30_000, concurrency: 100 };

/** An action that answers HTTP requests. */
export const web = (options: Options = {}): ActionSpec => ({ kind: 'web', ...usual, ...options });

/** An action that is invoked with one call of an RPC service. */
export const rpc = (options: Options = {}): ActionSpec => ({ kind: 'rpc', ...usual, ...options });

/** An action that is invoked with one message, or by an alarm. */
export const message = (options: Options = {}): ActionSpec => ({
  kind: 'message',
  ...usual,
  timeoutMs: 10_000,
  ...options,
});
