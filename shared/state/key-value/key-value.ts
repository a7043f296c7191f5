import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type * as z from 'zod';
import { unavailable } from '../../errors.ts';
import { blameSystem, parseJson } from '../../parse.ts';

/** A value and its version. */
export interface Versioned {
  value: string;
  /** See `KeyValue`. */
  version: string;
}

/** How long a value is kept, in milliseconds from the write; without it, until it is deleted. */
export interface Lifetime {
  ttlMs?: number;
}

/**
 * Texts under keys. Each function is atomic for its key. The drivers are `memory.ts` and `redis.ts`; the store of the latter
 * throws `unavailable` and `deadlineExceeded`. Both throw `invalid` for what `checked-arguments.ts` refuses.
 *
 * A version is a digest of the value, so that a store holds the plain value. Hence a value that was changed and changed back has
 * its old version again, and a compare-and-set by a caller who has not seen this succeeds. Where each change counts, a value
 * holds a counter or a random id.
 */
export interface KeyValue {
  /** The value, or undefined. */
  get(key: string): Promise<Versioned | undefined>;
  /** Writes a value, whatever is there; returns its version. */
  put(key: string, value: string, lifetime?: Lifetime): Promise<string>;
  /** Deletes a value and says whether there was one. */
  delete(key: string): Promise<boolean>;
  /** Writes a value if the present one has this version, undefined for none; says whether it did. */
  compareAndSet(
    key: string,
    version: string | undefined,
    value: string,
    lifetime?: Lifetime,
  ): Promise<boolean>;
  /** Deletes a value if it has this version; says whether it did. */
  compareAndDelete(key: string, version: string): Promise<boolean>;
  /** Lets the lifetime of a value start anew; says whether there is a value. */
  expire(key: string, ttlMs: number): Promise<boolean>;
  /**
   * Adds `by`, 1 without it, to a whole number and returns the sum; an absent one is 0. Only the call that makes the number sets
   * its lifetime. Throws `invalid` for a value that is no whole number, and where the value or the sum is beyond 2^53 - 1 on either
   * side of 0, so that a sum is always exact.
   */
  increment(key: string, by?: number, lifetime?: Lifetime): Promise<number>;
}

/** The version of a value: its SHA-1, which Redis computes too. It tells changes, and is no protection against forgery. */
export const versionOf = (value: string | Uint8Array): string =>
  createHash('sha1').update(value).digest('hex');

/** Reads a JSON value, or undefined if there is none. Throws when it does not fit the schema. */
export async function getJson<Value>(
  store: KeyValue,
  key: string,
  schema: z.ZodType<Value>,
): Promise<Value | undefined> {
  const found = await store.get(key);
  return found && read(schema, key, found.value);
}

const read = <Value>(schema: z.ZodType<Value>, key: string, text: string): Value =>
  parseJson(schema, text, `the value under ${key}`, blameSystem);

/** What a JSON value is, and how it is kept after a change. */
export interface Updating<Value> extends Lifetime {
  schema: z.ZodType<Value>;
  /** How often a change is tried, 100 times without it. */
  attempts?: number;
}

/**
 * Changes a JSON value without losing a change made at the same time: read, change, compare and set, again until nobody was
 * faster. `change` gets undefined for an absent value, returns the next one or undefined to delete it, may throw to leave all
 * as it is, and may run several times. The lifetime starts anew. Throws `unavailable` when others were faster each time.
 */
export async function update<Value, Next extends Value | undefined>(
  store: KeyValue,
  key: string,
  { schema, attempts = 100, ...lifetime }: Updating<Value>,
  change: (value: Value | undefined) => Next,
): Promise<Next> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const found = await store.get(key);
    const next = change(found === undefined ? undefined : read(schema, key, found.value));
    if (await replaced(found, next)) return next;
    // In a crowd most wait, longer each time, so that the others come through.
    await delay(Math.random() * Math.min(2 * attempt, 100));
  }
  throw unavailable(`the value under ${key} is changed by too many at the same time`);

  function replaced(found: Versioned | undefined, next: Next): Promise<boolean> {
    if (next !== undefined) return store.compareAndSet(key, found?.version, JSON.stringify(next), lifetime);
    return found === undefined ? Promise.resolve(true) : store.compareAndDelete(key, found.version);
  }
}
