import type { Redis } from 'ioredis';
import type * as z from 'zod';
import { blameSystem, parseJson } from '../parse.ts';
import type { Store } from './store.ts';

/** Writes only if the key still holds what was read; the value `''` stands for an absent key. */
const compareAndSet = `
  local held = redis.call('GET', KEYS[1]) or ''
  if held ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
  return 1`;

/**
 * Changes a JSON value under a key without losing a change made at the same time: read, change, compare and set,
 * again until nobody was faster. `change` gets `undefined` for an absent key, may throw to leave the value alone,
 * and may run several times. The time to live, in seconds, starts anew.
 */
export async function updateJson<Value>(
  redis: Store<Redis>,
  schema: z.ZodType<Value>,
  key: string,
  ttlSeconds: number,
  change: (value: Value | undefined) => Value,
): Promise<Value> {
  for (;;) {
    const held = await redis.use((client) => client.get(key));
    const next = change(held === null ? undefined : read(schema, key, held));
    const written = await redis.use((client) =>
      client.eval(compareAndSet, 1, key, held ?? '', JSON.stringify(next), ttlSeconds),
    );
    if (written === 1) return next;
  }
}

/** Deletes only if the key still holds what was read. */
const compareAndDelete = `
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  return redis.call('DEL', KEYS[1])`;

/**
 * Deletes a JSON value under a key: false if there was none. `check` sees the very value that is deleted and may
 * throw to keep it.
 */
export async function deleteJson<Value>(
  redis: Store<Redis>,
  schema: z.ZodType<Value>,
  key: string,
  check: (value: Value) => void,
): Promise<boolean> {
  for (;;) {
    const held = await redis.use((client) => client.get(key));
    if (held === null) return false;
    check(read(schema, key, held));
    if ((await redis.use((client) => client.eval(compareAndDelete, 1, key, held))) === 1) return true;
  }
}

const read = <Value>(schema: z.ZodType<Value>, key: string, text: string): Value =>
  parseJson(schema, text, `${key} in Redis`, blameSystem);
