import { notANumber, notExact, withCheckedArguments } from './checked-arguments.ts';
import { type KeyValue, type Versioned, versionOf } from './key-value.ts';

interface Kept extends Versioned {
  /** Milliseconds of the clock at which it is gone. */
  until: number;
}

/** Writes between two looks for values whose time is over. */
const sweepEvery = 1000;

/**
 * Texts in the memory of this process: other processes do not see them, and they are gone with it. It grows with what is put
 * into it. `now` is the clock, in milliseconds.
 */
export function memoryKeyValue(now: () => number = () => performance.now()): KeyValue {
  const values = new Map<string, Kept>();
  let writes = 0;

  function find(key: string): Kept | undefined {
    const found = values.get(key);
    if (found === undefined || found.until > now()) return found;
    values.delete(key);
    return undefined;
  }

  function write(key: string, value: string, until: number): string {
    const version = versionOf(value);
    values.set(key, { value, version, until });
    writes += 1;
    if (writes % sweepEvery === 0) for (const each of values.keys()) find(each);
    return version;
  }

  const untilOf = (ttlMs = Number.POSITIVE_INFINITY): number => now() + ttlMs;

  return withCheckedArguments({
    async get(key) {
      const found = find(key);
      return found && { value: found.value, version: found.version };
    },
    async put(key, value, { ttlMs } = {}) {
      return write(key, value, untilOf(ttlMs));
    },
    async delete(key) {
      return find(key) !== undefined && values.delete(key);
    },
    async compareAndSet(key, version, value, { ttlMs } = {}) {
      if (find(key)?.version !== version) return false;
      write(key, value, untilOf(ttlMs));
      return true;
    },
    async compareAndDelete(key, version) {
      return find(key)?.version === version && values.delete(key);
    },
    async expire(key, ttlMs) {
      const found = find(key);
      if (found === undefined) return false;
      found.until = untilOf(ttlMs);
      return true;
    },
    async increment(key, by = 1, { ttlMs } = {}) {
      const found = find(key) ?? { value: '0', until: untilOf(ttlMs) };
      if (!/^(0|-?[1-9]\d*)$/.test(found.value)) throw notANumber(key);
      const sum = Number(found.value) + by;
      if (!Number.isSafeInteger(Number(found.value)) || !Number.isSafeInteger(sum)) throw notExact(key);
      write(key, String(sum), found.until);
      return sum;
    },
  });
}
