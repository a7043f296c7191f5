import { messageAction } from '#shared/messaging/invoke-instead';
import { flushDue } from './flush-queue.ts';
import { sweepTokens } from './sweep.ts';

/** Invoked by an alarm: applies the updates whose invocation was lost, and works off the queue of projects. */
export const main = messageAction('document-updater', async () => ({
  applied: await sweepTokens(),
  flushed: await flushDue(),
}));
