import { messageAction } from '#shared/messaging/invoke-instead';
import { backgroundAgeMs, flushQueued } from './flush-queue.ts';
import { sweepTokens } from './sweep.ts';

/** The projects that one sweep takes from the queue; the next one takes the rest. */
const limit = 100;

/** Invoked by an alarm: applies the updates whose invocation was lost, and works off the queue of projects. */
export const main = messageAction('document-updater', async () => ({
  applied: await sweepTokens(),
  flushed: await flushQueued({ limit, minAgeMs: backgroundAgeMs }),
}));
