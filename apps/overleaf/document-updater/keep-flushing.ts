import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { flushDue } from './flush-queue.ts';

const everyMs = 10_000;

/** Works off the queue of projects, again and again. */
export function keepFlushing(): void {
  const look = (): void =>
    void flushDue().catch((error: unknown) =>
      log.warn({ cause: messageOf(error) }, 'queued projects are left to the next round'),
    );
  setInterval(look, everyMs).unref();
}
