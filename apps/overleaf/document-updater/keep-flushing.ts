import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { backgroundAgeMs, flushQueued } from './flush-queue.ts';

const everyMs = 10_000;
const limit = 100;

/** Works off the queue of projects, again and again. */
export function keepFlushing(): void {
  const look = (): void =>
    void flushQueued({ limit, minAgeMs: backgroundAgeMs }).catch((error: unknown) =>
      log.warn({ cause: messageOf(error) }, 'queued projects are left to the next round'),
    );
  setInterval(look, everyMs).unref();
}
