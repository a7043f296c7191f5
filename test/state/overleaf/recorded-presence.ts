import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { assertSame } from '#test/contract/overleaf/compare';
import type { Names } from '#test/contract/overleaf/names';

/** What Redis held under a key; a range of seconds is its TTL. */
export interface HeldKey {
  type: 'list' | 'set' | 'hash';
  value: unknown;
  ttl?: string;
}

const tokenList = 'pending-updates-list<one of ten>';

/** Asserts that Redis holds what was recorded; with no keys recorded, no update. */
export async function assertHeld(redis: Redis, held: Record<string, HeldKey>, names: Names): Promise<void> {
  if (Object.keys(held).length === 0) assert.deepEqual(await pendingKeys(redis), []);
  for (const [name, { type, value, ttl }] of Object.entries(held)) {
    const key = name === tokenList ? await theTokenList(redis) : names.valueOf(name);
    assertValue(await read(redis, key, type), value, names, name);
    if (ttl === undefined) continue;
    const [least = 0, most = 0] = ttl.split(' to ').map(Number);
    const seconds = await redis.ttl(key);
    assert.ok(least <= seconds && seconds <= most, `the TTL of ${name} is ${seconds}`);
  }
}

const pendingKeys = async (redis: Redis): Promise<string[]> => [
  ...(await redis.keys('PendingUpdates:*')),
  ...(await redis.keys('pending-updates-list*')),
];

async function theTokenList(redis: Redis): Promise<string> {
  const lists = await redis.keys('pending-updates-list*');
  assert.equal(lists.length, 1, 'one list has tokens');
  return lists[0] ?? '';
}

/** Removes the updates that were queued. */
export async function removePending(redis: Redis): Promise<void> {
  const keys = await pendingKeys(redis);
  if (keys.length > 0) await redis.del(...keys);
}

async function read(redis: Redis, key: string, type: HeldKey['type']): Promise<unknown> {
  if (type === 'list') return redis.lrange(key, 0, -1);
  if (type === 'set') return (await redis.smembers(key)).sort();
  const { cursorData, last_updated_at, ...rest } = await redis.hgetall(key);
  return {
    ...rest,
    ...(last_updated_at !== undefined && { last_updated_at: Number(last_updated_at) }),
    ...(cursorData !== undefined && { cursorData }),
  };
}

function assertValue(actual: unknown, expected: unknown, names: Names, where: string): void {
  const json = (expected as { $json?: unknown } | null)?.$json;
  if (json !== undefined) assertSame(JSON.parse(String(actual)), json, names, where);
  else if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual) && actual.length === expected.length, `${where}: ${actual}`);
    const sorted = where.startsWith('clients_in')
      ? expected.map((each) => names.valueOf(String(each))).sort()
      : expected;
    for (const [index, each] of sorted.entries())
      assertValue(actual[index], each, names, `${where}[${index}]`);
  } else if (typeof expected === 'object' && expected !== null) {
    assert.deepEqual(Object.keys(actual ?? {}).sort(), Object.keys(expected).sort(), where);
    for (const [member, value] of Object.entries(expected))
      assertValue((actual as Record<string, unknown>)[member], value, names, `${where}.${member}`);
  } else assertSame(actual, expected, names, where);
}
