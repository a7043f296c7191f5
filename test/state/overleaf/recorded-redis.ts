import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { assertSame } from '#test/contract/overleaf/compare';
import type { Names } from '#test/contract/overleaf/names';

/** What Redis held under a key. */
export interface RecordedKey {
  type: 'string' | 'list' | 'set' | 'zset';
  /** Texts, in which `{$json: x}` is the JSON text of x; null: any. */
  value: unknown;
  ttl?: number;
}

/** Asserts that Redis holds what was recorded; with no keys recorded, nothing of what the request is about. */
export async function assertRedis(
  redis: Redis,
  recorded: Record<string, RecordedKey>,
  names: Names,
  about: string[],
): Promise<void> {
  if (Object.keys(recorded).length === 0)
    for (const name of about)
      assert.deepEqual(await redis.keys(`*${names.valueOf(name)}*`), [], `nothing of ${name}`);
  for (const [name, { type, value, ttl }] of Object.entries(recorded)) {
    if (value === null || isShortened(value)) continue;
    const key = names.valueOf(name);
    const held = await read(redis, key, type);
    if (Array.isArray(value)) {
      assert.ok(Array.isArray(held), name);
      assert.equal(held.length, value.length, `members of ${name}`);
      const expected = type === 'set' ? value.map((each) => names.valueOf(String(each))).sort() : value;
      for (const [index, each] of expected.entries())
        assertText(held[index], each, names, `${name}[${index}]`);
    } else assertText(held, value, names, name);
    if (ttl !== undefined) assert.ok(Math.abs((await redis.ttl(key)) - ttl) < 60, `the TTL of ${name}`);
  }
}

/** A text that was too long to be kept whole. */
const isShortened = (value: unknown): boolean => JSON.stringify(value).includes('characters in all');

async function read(redis: Redis, key: string, type: RecordedKey['type']): Promise<unknown> {
  if (type === 'string') return redis.get(key);
  if (type === 'list') return redis.lrange(key, 0, -1);
  if (type === 'set') return (await redis.smembers(key)).sort();
  const flat = await redis.zrange(key, '0', '-1', 'WITHSCORES');
  return flat.flatMap((member, index) => (index % 2 === 0 ? [[member, flat[index + 1]]] : []));
}

function assertText(held: unknown, expected: unknown, names: Names, where: string): void {
  const json = (expected as { $json?: unknown } | null)?.$json;
  if (json === undefined) assertSame(held, expected, names, where);
  else assertSame(JSON.parse(String(held)), withHistoryId(json), names, where);
}

/** The original leaves out the id of the project's history in the first update after a load, and writes null afterwards. */
const withHistoryId = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'op' in json ? { projectHistoryId: null, ...json } : json;
