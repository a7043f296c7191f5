import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pLimit from 'p-limit';
import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { redisOptions } from '#shared/state/redis-options';
import { config } from './config.ts';
import { tokenLists } from './keys.ts';
import { processPending } from './pending.ts';
import { placeOf } from './token.ts';

/** The documents that one loop handles at the same time. */
const atOnce = 10;
const retryMs = 1000;

/** Applies updates as they are pushed: a loop for each list of work tokens. */
export function startDispatching(): void {
  for (const list of tokenLists) void dispatch(list);
}

async function dispatch(list: string): Promise<never> {
  // A connection of its own, because it is blocked while it waits.
  const client = new Redis(config.REDIS_URL, { ...redisOptions, maxRetriesPerRequest: null });
  client.on('error', (error) => log.warn({ cause: error.message }, 'Redis is not reachable, trying again'));
  const limit = pLimit(atOnce);
  for (;;) {
    try {
      const [, token = ''] = (await client.blpop(list, 0)) ?? [];
      const handled = limit(() => handle(token));
      if (limit.activeCount >= atOnce) await handled;
    } catch (error) {
      log.warn({ cause: messageOf(error), list }, 'waiting for updates failed, trying again');
      await setTimeout(retryMs);
    }
  }
}

/** Handles the updates of a document, and again after an outage, because nobody else knows of them. */
async function handle(token: string): Promise<void> {
  const place = placeOf(token);
  if (place === undefined) {
    log.warn({ token }, 'a work token is not PROJECT:DOCUMENT, and is ignored');
    return;
  }
  for (;;) {
    try {
      return await processPending(place);
    } catch (error) {
      log.warn({ cause: messageOf(error), ...place }, 'updates stay pending, trying again');
      await setTimeout(retryMs);
    }
  }
}
