import { randomUUID } from 'node:crypto';
import { after, describe } from 'node:test';
import type { KeyValue } from '#shared/state/key-value/key-value';
import { memoryKeyValue } from '#shared/state/key-value/memory';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { openRedis } from '#shared/state/redis';

const { REDIS_URL } = process.env;

/** Describes what every driver of key-value does: the body runs once for each, with a function that gives an empty store. */
export function describeKeyValues(name: string, body: (open: () => KeyValue) => void): void {
  describe(`${name}: memory`, () => body(() => memoryKeyValue()));

  describe(`${name}: Redis`, { skip: !REDIS_URL && 'needs Redis: npm test -- state' }, () => {
    const redis = openRedis(REDIS_URL || 'redis://127.0.0.1:1');
    const prefix = `test-${randomUUID()}`;
    after(async () => {
      await redis.use(async (client) => {
        for await (const keys of client.scanStream({ match: `${prefix}*`, count: 1000 })) {
          if (keys.length > 0) await client.del(keys);
        }
      });
      await redis.close();
    });
    body(() => redisKeyValue(redis, `${prefix}-${randomUUID()}:`));
  });
}
