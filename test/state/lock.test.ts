import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { type LockOptions, tryLock, withLock } from '#shared/state/lock';
import { openRedis } from '#shared/state/redis';

const { REDIS_URL } = process.env;

describe('a lock in Redis', { skip: !REDIS_URL && 'needs Redis: npm test -- state' }, () => {
  const redis = openRedis(REDIS_URL || 'redis://127.0.0.1:1');
  const prefix = `test-${randomUUID()}`;
  const newKey = (): string => `${prefix}-${randomUUID()}`;
  const lockOf = (key: string): LockOptions => ({ key, seconds: 30, late: 'busy' });
  const textAt = (key: string) => redis.use((client) => client.get(key));
  after(async () => {
    await redis.use(async (client) => {
      const keys = await client.keys(`${prefix}*`);
      if (keys.length > 0) await client.del(keys);
    });
    await redis.close();
  });

  it('has one holder at a time, and all of them in the end', async () => {
    const key = newKey();
    let inside = 0;
    const done: number[] = [];
    const work = (index: number) => async () => {
      inside += 1;
      assert.equal(inside, 1);
      await textAt(key);
      inside -= 1;
      done.push(index);
    };
    await Promise.all([0, 1, 2, 3, 4].map((index) => withLock(redis, lockOf(key), work(index))));
    assert.deepEqual(done.sort(), [0, 1, 2, 3, 4]);
    assert.equal(await textAt(key), null);
  });

  it('becomes free when the work fails, with its error', async () => {
    const key = newKey();
    await assert.rejects(
      withLock(redis, lockOf(key), () => Promise.reject(new Error('the work'))),
      /the work/,
    );
    assert.equal(await textAt(key), null);
  });

  it('is refused to who has waited in vain, and lasts as long as it was taken for', async () => {
    const key = newKey();
    const held = await tryLock(redis, key, 30);
    assert.ok(held);
    assert.equal(await tryLock(redis, key, 30), undefined);
    const refused = withLock(redis, { ...lockOf(key), waitAtMostMs: 60 }, async () => assert.fail());
    await assert.rejects(refused, { kind: 'unavailable', message: 'busy' });
    const left = await redis.use((client) => client.ttl(key));
    assert.ok(left > 25 && left <= 30, `${left} s`);
  });

  it('that has passed to somebody else lets its old holder do nothing', async () => {
    const key = newKey();
    const held = await tryLock(redis, key, 30);
    assert.equal(await held?.ifHeld('return ARGV[2] .. KEYS[2]', ['b'], ['a']), 'ab');
    await redis.use((client) => client.set(key, 'another value'));
    assert.equal(await held?.ifHeld("return redis.call('SET', KEYS[1], 'mine')"), null);
    await held?.release();
    assert.equal(await textAt(key), 'another value');
  });
});
