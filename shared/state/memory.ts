import { LRUCache } from 'lru-cache';

/** The limits of a memory, and the function that fills it. */
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
 * over; where that is too late, use `key-value/` or Memcached.
 */
export function memory<Key extends string | number | bigint, Value>({
  maxEntries,
  maxAgeMs,
  load,
  now = () => performance.now(),
}: Remembering<Key, Value>): Memory<Key, Value> {
  const cache = new LRUCache<Key, { value: Value }>({
    max: maxEntries,
    ttl: maxAgeMs,
    ttlResolution: 0,
    perf: { now },
  });
  const loading = new Map<Key, Promise<Value>>();

  function loadOnce(key: Key): Promise<Value> {
    const start = now();
    const running = load(key).then((value) => {
      if (loading.get(key) === running) cache.set(key, { value }, { start });
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
      const kept = cache.get(key);
      return kept === undefined ? (loading.get(key) ?? loadOnce(key)) : kept.value;
    },
    forget(key) {
      cache.delete(key);
      loading.delete(key);
    },
  };
}
