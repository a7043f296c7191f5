import type { Redis } from 'ioredis';
import type { Store } from '../store.ts';
import { checkStep, checkTtl, type KeyValue, notANumber, versionOf } from './key-value.ts';

// In each script the key is KEYS[1], an empty version stands for no value, and an empty lifetime for none.
const compareAndSet = `
  local value = redis.call('GET', KEYS[1])
  if (value and redis.sha1hex(value) or '') ~= ARGV[1] then return 0 end
  if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2])
  else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
  return 1`;
const compareAndDelete = `
  local value = redis.call('GET', KEYS[1])
  if not value or redis.sha1hex(value) ~= ARGV[1] then return 0 end
  return redis.call('DEL', KEYS[1])`;
const increment = `
  local isNew = redis.call('EXISTS', KEYS[1]) == 0
  local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
  if isNew and ARGV[2] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
  return sum`;

/** Texts in Redis, under the keys with `prefix` before them. The code that has opened `redis` closes it. */
export function redisKeyValue(redis: Store<Redis>, prefix = ''): KeyValue {
  const script = async (text: string, key: string, ...args: (string | number)[]): Promise<unknown> =>
    redis.use((client) => client.eval(text, 1, prefix + key, ...args));
  return {
    async get(key) {
      // As bytes: what is no text would come back changed, and with another version.
      const value = await redis.use((client) => client.getBuffer(prefix + key));
      return value === null ? undefined : { value: value.toString(), version: versionOf(value) };
    },
    async put(key, value, { ttlMs } = {}) {
      const ttl = checkTtl(ttlMs);
      await redis.use((client) =>
        ttl === undefined ? client.set(prefix + key, value) : client.set(prefix + key, value, 'PX', ttl),
      );
      return versionOf(value);
    },
    delete: async (key) => (await redis.use((client) => client.del(prefix + key))) === 1,
    compareAndSet: async (key, version = '', value, { ttlMs } = {}) =>
      (await script(compareAndSet, key, version, value, checkTtl(ttlMs) ?? '')) === 1,
    compareAndDelete: async (key, version) => (await script(compareAndDelete, key, version)) === 1,
    expire: async (key, ttlMs) => {
      const ttl = checkTtl(ttlMs) ?? 0;
      return (await redis.use((client) => client.pexpire(prefix + key, ttl))) === 1;
    },
    async increment(key, by = 1, { ttlMs } = {}) {
      try {
        return Number(await script(increment, key, checkStep(by), checkTtl(ttlMs) ?? ''));
      } catch (error) {
        if (error instanceof Error && error.message.includes('not an integer')) throw notANumber(key, error);
        throw error;
      }
    },
  };
}
