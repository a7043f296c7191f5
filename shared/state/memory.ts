import { LRUCache } from 'lru-cache';
import { invalid } from '../errors.ts';

/** The limits of a memory, and the function that fills it. A limit is a whole number; with a limit of 0 no value is kept. */
export interface Remembering<Key, Value> {
  /** Values at most; the one that was asked for least recently goes first. */
  maxEntries: number;
  /** Milliseconds that a value may be old, counted from when its loading began. */
  maxAgeMs: number;
  /** Loads the value of a key. */
  load(key: Key): Promise<Value>;
  /** The clock, in milliseconds above 0. */
  now?: () => number;
}

/** Values in the memory of this process. */
export interface Memory<Key, Value> {
  /** The value, at most `maxAgeMs` old. Callers during a load share it. A failed load is not kept. */
  get(key: Key): Promise<Value>;
  /** Forgets a value, for example after it was changed; a load that has begun does not bring it back. */
  forget(key: Key): void;
}

/**
 * A bounded cache of one process or instance. Others have their own, so that a change made elsewhere is seen when the age is
 * over; where that is too late, use `key-value/` or Memcached. Throws `invalid` for what is no limit.
 */
export function memory<Key extends string | number | bigint, Value>({
  maxEntries,
  maxAgeMs,
  load,
  now = () => performance.now(),
}: Remembering<Key, Value>): Memory<Key, Value> {
  const limits = { max: checkLimit(maxEntries, 'entries'), ttl: checkLimit(maxAgeMs, 'milliseconds') };
  const isKept = maxEntries > 0 && maxAgeMs > 0;
  const cache = isKept
    ? new LRUCache<Key, { value: Value }>({ ...limits, ttlResolution: 0, perf: { now } })
    : undefined;
  const loading = new Map<Key, Promise<Value>>();

  function loadOnce(key: Key): Promise<Value> {
    const start = now();
    const running = load(key).then((value) => {
      if (loading.get(key) === running) cache?.set(key, { value }, { start });
      return value;
    });
    loading.set(key, running);
    const done = (): void => {
      if (loading.get(key) === running) loading.delete(key);
    };
    running.then(done, done);
    return running;
  }

  return {
    async get(key) {
      const kept = cache?.get(key);
      return kept === undefined ? (loading.get(key) ?? loadOnce(key)) : kept.value;
    },
    forget(key) {
      cache?.delete(key);
      loading.delete(key);
    },
  };
}

function checkLimit(limit: number, unit: string): number {
  if (Number.isSafeInteger(limit) && limit >= 0) return limit;
  throw invalid(`${limit} ${unit} are no limit of a memory: it is a whole number from 0 up`);
}
