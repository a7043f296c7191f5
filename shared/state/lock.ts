import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { unavailable } from '../errors.ts';
import type { Store } from './store.ts';

/** A lock in Redis that somebody has: a key with a value that only the holder knows, which ends by itself. */
export interface HeldLock {
  key: string;
  value: string;
  /**
   * Runs a script of Redis if the lock is still held, and answers its reply; else null. KEYS and ARGV of the script begin with the
   * second place.
   */
  ifHeld(script: string, keys?: string[], args?: (string | number)[]): Promise<unknown>;
  /** Makes the lock free, unless it has passed to somebody else. */
  release(): Promise<unknown>;
}

/** Takes a lock for so many seconds; undefined, at once, when somebody else has it. */
export async function tryLock(
  redis: Store<Redis>,
  key: string,
  seconds: number,
): Promise<HeldLock | undefined> {
  const value = randomUUID();
  const isFree = await redis.use((client) => client.set(key, value, 'EX', seconds, 'NX'));
  if (isFree === null) return undefined;
  const ifHeld: HeldLock['ifHeld'] = (script, keys = [], args = []) =>
    redis.use((client) =>
      client.eval(
        `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end\n${script}`,
        keys.length + 1,
        key,
        ...keys,
        value,
        ...args,
      ),
    );
  return { key, value, ifHeld, release: () => ifHeld("return redis.call('DEL', KEYS[1])") };
}

/** Milliseconds that somebody waits for a lock at most. */
const longestWaitMs = 10_000;

/**
 * Asks again, after 50 ms and later after up to a second, until `attempt` answers something. Throws `unavailable` with the text of
 * `late` after ten seconds.
 */
export async function untilFree<Result>(
  attempt: () => Promise<Result | undefined>,
  late: () => string,
  waitAtMostMs = longestWaitMs,
): Promise<Result> {
  const until = performance.now() + waitAtMostMs;
  for (let waitMs = 50; ; waitMs = Math.min(2 * waitMs, 1000)) {
    const result = await attempt();
    if (result !== undefined) return result;
    if (performance.now() + waitMs > until) throw unavailable(late());
    await setTimeout(waitMs);
  }
}

/** How a lock is taken. */
export interface LockOptions {
  key: string;
  /** Seconds after which it ends by itself. */
  seconds: number;
  /** What is said to somebody who has waited in vain. */
  late: string;
  waitAtMostMs?: number;
}

/** Does `work` when it has a lock, for which it waits. Throws `unavailable` after ten seconds. */
export async function withLock<Result>(
  redis: Store<Redis>,
  { key, seconds, late, waitAtMostMs }: LockOptions,
  work: (held: HeldLock) => Promise<Result>,
): Promise<Result> {
  const held = await untilFree(
    () => tryLock(redis, key, seconds),
    () => late,
    waitAtMostMs,
  );
  try {
    return await work(held);
  } finally {
    await held.release();
  }
}
