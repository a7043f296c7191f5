import * as z from 'zod';
import { messageOf } from '#shared/errors';
import type { Send } from '#shared/messaging/message';
import { log } from '#shared/observe/log';
import { type Blame, blameCaller, blameSystem, parse, parseJson } from '#shared/parse';
import { onStore } from '../errors.ts';
import { ErrorCode } from '../social-network.ts';
import type { Deliver, Delivery } from './delivery.ts';
import type { FanOut } from './service.ts';
import { redis } from './timelines.ts';

/** The sorted set of deliveries that are not done, by the time at which each is overdue. */
const key = 'deliveries';
/** Milliseconds from the record of a delivery, and from each attempt of a sweep, after which it is overdue. */
const overdueMs = 5000;
/** The number of deliveries that one sweep makes. */
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
export const recordAndSend =
  (send: Send<string>): FanOut =>
  async (delivery) => {
    const text = textOf(delivery);
    await onStore(ErrorCode.SE_REDIS_ERROR, () =>
      redis.use((client) => client.zadd(key, Date.now() + overdueMs, text)),
    );
    await send(text).catch((error: unknown) =>
      log.warn({ cause: messageOf(error) }, 'a delivery is left to the sweep'),
    );
  };

/** The receiver of such a delivery: makes it and removes its record. Throws `invalid` for what is no delivery. */
export const deliverRecorded =
  (deliver: Deliver) =>
  async (message: unknown): Promise<{ delivered: number }> => {
    const text = parse(z.string('must be a recorded delivery'), message, 'message');
    await make(deliver, text, blameCaller);
    return { delivered: 1 };
  };

/** Makes the deliveries that are overdue. When some fail, throws the error of one of them after all have been tried. */
export async function deliverOverdue(deliver: Deliver): Promise<{ delivered: number }> {
  const overdue = await takeOverdue();
  const results = await Promise.allSettled(overdue.map((text) => make(deliver, text, blameSystem)));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return { delivered: overdue.length };
}

/** The deliveries that have been overdue longest. They are overdue again later, so that those that fail hold up no others. */
const takeOverdue = (): Promise<string[]> =>
  redis.use(async (client) => {
    const now = Date.now();
    const texts = await client.zrangebyscore(key, '-inf', now, 'LIMIT', 0, atOnce);
    const postponed = texts.flatMap((text) => [now + overdueMs, text]);
    if (texts.length > 0) await client.zadd(key, 'XX', ...postponed);
    return texts;
  });

async function make(deliver: Deliver, text: string, blame: Blame): Promise<void> {
  await deliver(parseJson(recorded, text, 'delivery', blame));
  await redis.use((client) => client.zrem(key, text));
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
