import type { Redis } from 'ioredis';
import type { Store } from '../store.ts';
import { notANumber, notExact, withCheckedArguments } from './checked-arguments.ts';
import { type KeyValue, versionOf } from './key-value.ts';

// In each script the key is KEYS[1], and an empty lifetime stands for none. A version to set by begins with `v`; without, it is none.
const compareAndSet = `
  local value = redis.call('GET', KEYS[1])
  if (value and 'v' .. redis.sha1hex(value) or '') ~= ARGV[1] then return 0 end
  if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2])
  else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
  return 1`;
const compareAndDelete = `
  local value = redis.call('GET', KEYS[1])
  if not value or redis.sha1hex(value) ~= ARGV[1] then return 0 end
  return redis.call('DEL', KEYS[1])`;
const increment = `
  local found = redis.call('GET', KEYS[1])
  local value = found or '0'
  if value ~= '0' and not string.find(value, '^-?[1-9]%d*$') then return 'no number' end
  local largest = 9007199254740991
  local sum = tonumber(value) + tonumber(ARGV[1])
  if math.abs(tonumber(value)) > largest or math.abs(sum) > largest then return 'not exact' end
  redis.call('INCRBY', KEYS[1], ARGV[1])
  if not found and ARGV[2] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
  -- As text, because a large integer would not come through exactly.
  return redis.call('GET', KEYS[1])`;

/** Texts in Redis, under the keys with `prefix` before them. The code that has opened `redis` closes it. */
export function redisKeyValue(redis: Store<Redis>, prefix = ''): KeyValue {
  const script = async (text: string, key: string, ...args: (string | number)[]): Promise<unknown> =>
    redis.use((client) => client.eval(text, 1, prefix + key, ...args));
  return withCheckedArguments({
    async get(key) {
      // As bytes: what is no text would come back changed, and with another version.
      const value = await redis.use((client) => client.getBuffer(prefix + key));
      return value === null ? undefined : { value: value.toString(), version: versionOf(value) };
    },
    async put(key, value, { ttlMs } = {}) {
      await redis.use((client) =>
        ttlMs === undefined ? client.set(prefix + key, value) : client.set(prefix + key, value, 'PX', ttlMs),
      );
      return versionOf(value);
    },
    delete: async (key) => (await redis.use((client) => client.del(prefix + key))) === 1,
    compareAndSet: async (key, version, value, { ttlMs } = {}) => {
      const expected = version === undefined ? '' : `v${version}`;
      return (await script(compareAndSet, key, expected, value, ttlMs ?? '')) === 1;
    },
    compareAndDelete: async (key, version) => (await script(compareAndDelete, key, version)) === 1,
    expire: async (key, ttlMs) => (await redis.use((client) => client.pexpire(prefix + key, ttlMs))) === 1,
    async increment(key, by = 1, { ttlMs } = {}) {
      const sum = await script(increment, key, by, ttlMs ?? '');
      if (sum === 'no number') throw notANumber(key);
      if (sum === 'not exact') throw notExact(key);
      return Number(sum);
    },
  });
}
