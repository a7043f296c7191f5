import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import type { KeyValue } from '#shared/state/key-value/key-value';
import { type Run, type Runs, waitMs } from './runs.ts';

/** A run whose instance has died is over after this time. */
const leaseMs = 10_000;
const lookEveryMs = 200;

/**
 * The compiles of all instances. A key says which run of a place is under way; another one, which the run looks at, that it has to stop,
 * because nobody can address the instance in which it runs.
 */
export function sharedRuns(keys: KeyValue): Runs {
  const runningKey = (key: string): string => `running:${key}`;
  const stopKey = (key: string): string => `stop:${key}`;

  function watched(key: string, id: string): Run {
    const stop = new AbortController();
    const ended = new AbortController();
    const look = async (): Promise<void> => {
      const isOurs = await keys.expire(runningKey(key), leaseMs);
      if (!isOurs || (await keys.get(stopKey(key)))?.value === id) stop.abort();
    };
    const watch = async (): Promise<void> => {
      while (!ended.signal.aborted) {
        await look().catch((error: unknown) =>
          log.warn({ cause: messageOf(error) }, 'cannot see whether to stop'),
        );
        await delay(lookEveryMs, undefined, { signal: ended.signal }).catch(() => undefined);
      }
    };
    const watching = watch();
    return {
      stopped: stop.signal,
      async end() {
        ended.abort();
        await watching;
        const present = await keys.get(runningKey(key));
        if (present?.value === id) await keys.compareAndDelete(runningKey(key), present.version);
      },
    };
  }

  return {
    async begin(key) {
      const id = randomUUID();
      for (const until = performance.now() + waitMs; performance.now() < until; await delay(lookEveryMs))
        if (await keys.compareAndSet(runningKey(key), undefined, id, { ttlMs: leaseMs }))
          return watched(key, id);
      return undefined;
    },
    async stop(key) {
      const present = await keys.get(runningKey(key));
      if (present !== undefined) await keys.put(stopKey(key), present.value, { ttlMs: leaseMs });
    },
  };
}
