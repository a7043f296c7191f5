import { tooMany } from './refusal.ts';

/** The rate and concurrency limits of each namespace. */
export interface Throttle {
  readonly perMinute: number;
  readonly firesPerMinute: number;
  readonly concurrent: number;
  /** The number of running and waiting activations of all namespaces. */
  inFlight(): number;
  /** Counts an invocation. Throws 429 above the rate, or when too many activations run. */
  invocation(namespace: string): void;
  /** Counts a trigger fire. Throws 429 above the rate. */
  fire(namespace: string): void;
  /** Called when an activation is submitted. */
  enter(namespace: string): void;
  /** Called when an activation has completed. */
  leave(namespace: string): void;
}

/** `stock`: 60 invocations and 60 fires in a clock minute, 30 activations in flight. `off`: no limits. */
export function createThrottle(rates: 'stock' | 'off', now: () => number = Date.now): Throttle {
  const stock = rates === 'stock';
  const perMinute = stock ? 60 : 60_000;
  const firesPerMinute = stock ? 60 : 60_000;
  const concurrent = stock ? 30 : 1000;
  const inFlight = new Map<string, number>();
  const counters = new Map<string, { minute: number; count: number }>();

  // As on OpenWhisk, a refused attempt counts too.
  function count(kind: string, namespace: string, limit: number): void {
    const minute = Math.floor(now() / 60_000);
    const key = `${kind} ${namespace}`;
    const entry = counters.get(key);
    const next = entry?.minute === minute ? entry.count + 1 : 1;
    counters.set(key, { minute, count: next });
    if (next > limit)
      throw tooMany(`Too many ${kind} in this minute: ${next}, the limit is ${limit}; wait for the next.`);
  }

  return {
    perMinute,
    firesPerMinute,
    concurrent,
    inFlight: () => [...inFlight.values()].reduce((sum, count) => sum + count, 0),
    invocation(namespace) {
      if (!stock) return;
      count('invocations', namespace, perMinute);
      const running = inFlight.get(namespace) ?? 0;
      if (running < concurrent) return;
      throw tooMany(
        `Too many activations at once: ${running}, the limit is ${concurrent}; wait until some have ended.`,
      );
    },
    fire(namespace) {
      if (stock) count('fires', namespace, firesPerMinute);
    },
    enter: (namespace) => void inFlight.set(namespace, (inFlight.get(namespace) ?? 0) + 1),
    leave: (namespace) => void inFlight.set(namespace, (inFlight.get(namespace) ?? 1) - 1),
  };
}
