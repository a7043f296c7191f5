import { setTimeout as delay } from 'node:timers/promises';
import { type Run, type Runs, waitMs } from './runs.ts';

/** The compiles of this process. */
export function ownRuns(): Runs {
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>();

  function begun(key: string): Run {
    const stop = new AbortController();
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    running.set(key, { stop, ended });
    return {
      stopped: stop.signal,
      async end() {
        running.delete(key);
        end();
      },
    };
  }

  return {
    async begin(key) {
      const waiting = new AbortController();
      const late = delay(waitMs, 'late', { signal: waiting.signal }).catch(() => 'late');
      try {
        for (let present = running.get(key); present !== undefined; present = running.get(key))
          if ((await Promise.race([present.ended, late])) === 'late') return undefined;
        return begun(key);
      } finally {
        waiting.abort();
      }
    },
    async stop(key) {
      running.get(key)?.stop.abort();
    },
  };
}
