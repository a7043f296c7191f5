import * as z from 'zod';
import { messageOf } from '#shared/errors';
import type { Send } from '#shared/messaging/message';
import { log } from '#shared/observe/log';
import { blameSystem, parse, parseJson } from '#shared/parse';
import { onStore } from '../errors.ts';
import { ErrorCode } from '../social-network.ts';
import type { Deliver, Delivery, FanOut } from './fan-out.ts';
import { redis } from './timelines.ts';

/** The sorted set of deliveries that are not done, by the time at which they were recorded. */
const key = 'deliveries';
/** Milliseconds after which a delivery counts as overdue, and the number of deliveries that one sweep makes. */
const overdueMs = 5000;
const atOnce = 100;

/** A delivery as text: ids as decimal numbers. */
const decimal = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const recorded = z.object({
  req_id: decimal,
  post_id: decimal,
  user_id: decimal,
  timestamp: decimal,
  user_mentions_id: z.array(decimal),
});

/**
 * A fan-out that the caller does not wait for: the delivery is recorded in Redis and handed over by `send`. A delivery that was not
 * handed over, or whose receiver has died, is found by `deliverOverdue`, so that no acknowledged post is lost.
 */
export const enqueue =
  (send: Send<string>): FanOut =>
  async (delivery) => {
    const text = textOf(delivery);
    await onStore(ErrorCode.SE_REDIS_ERROR, () => redis.use((client) => client.zadd(key, Date.now(), text)));
    await send(text).catch((error: unknown) =>
      log.warn({ cause: messageOf(error) }, 'a delivery is left to the sweep'),
    );
  };

/** The receiver of such a delivery: makes it and removes its record. Throws `invalid` for what is no delivery. */
export const deliverRecorded =
  (deliver: Deliver) =>
  async (message: unknown): Promise<{ delivered: number }> => {
    const text = parse(z.string('must be a recorded delivery'), message, 'message');
    await deliver(parseJson(recorded, text, 'delivery', blameSystem));
    await redis.use((client) => client.zrem(key, text));
    return { delivered: 1 };
  };

/** Makes the deliveries that were recorded some time ago and are not done. */
export async function deliverOverdue(deliver: Deliver): Promise<{ delivered: number }> {
  const before = Date.now() - overdueMs;
  const overdue = await redis.use((client) => client.zrangebyscore(key, 0, before, 'LIMIT', 0, atOnce));
  await Promise.all(overdue.map(deliverRecorded(deliver)));
  return { delivered: overdue.length };
}

function textOf({ req_id, post_id, user_id, timestamp, user_mentions_id }: Delivery): string {
  const texts: z.input<typeof recorded> = {
    req_id: `${req_id}`,
    post_id: `${post_id}`,
    user_id: `${user_id}`,
    timestamp: `${timestamp}`,
    user_mentions_id: user_mentions_id.map(String),
  };
  return JSON.stringify(texts);
}
