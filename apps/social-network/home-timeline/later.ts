import * as z from 'zod';
import type { ActionClient } from '#shared/actions/client';
import { messageOf } from '#shared/errors';
import { traceHeaders } from '#shared/observe/context';
import { log } from '#shared/observe/log';
import { logged } from '#shared/observe/request-log';
import { blameSystem, parseJson } from '#shared/parse';
import type { CallParams, CallResult } from '#shared/thrift/action';
import { onStore } from '../errors.ts';
import { ErrorCode } from '../social-network.ts';
import type { Deliver, Delivery, FanOut } from './fan-out.ts';
import { redis } from './timelines.ts';

/** The deliveries that are not made yet, by the time at which they were taken over. */
const key = 'deliveries';
/** Milliseconds after which a delivery counts as overlooked, and how many of them one look makes. */
const overdueMs = 5000;
const atOnce = 100;

/** A delivery as text: ids as decimal numbers. */
const decimal = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const written = z.object({
  req_id: decimal,
  post_id: decimal,
  user_id: decimal,
  timestamp: decimal,
  user_mentions_id: z.array(decimal),
});

/** What the action is called with. */
type Params = CallParams | { delivery: string; traceparent?: string } | { method?: undefined };

/**
 * Delivers without letting the caller wait: the delivery is written down, and the action starts itself with it. What
 * was not started, or has died, is found by an alarm, so that no acknowledged post is lost.
 */
export function laterWith(action: ActionClient, deliver: Deliver) {
  const fanOut: FanOut = async (delivery) => {
    const text = write(delivery);
    await onStore(ErrorCode.SE_REDIS_ERROR, () => redis.use((client) => client.zadd(key, Date.now(), text)));
    await action
      .start({ delivery: text, ...traceHeaders() })
      .catch((error: unknown) => log.warn({ cause: messageOf(error) }, 'a delivery is left to the alarm'));
  };

  const make = async (text: string): Promise<void> => {
    await deliver(parseJson(written, text, 'delivery', blameSystem));
    await redis.use((client) => client.zrem(key, text));
  };

  const sweep = async (): Promise<number> => {
    const before = Date.now() - overdueMs;
    const overdue = await redis.use((client) => client.zrangebyscore(key, 0, before, 'LIMIT', 0, atOnce));
    await Promise.all(overdue.map(make));
    return overdue.length;
  };

  const orDeliver =
    (call: (params: CallParams) => Promise<CallResult>) =>
    async (params: Params): Promise<object> => {
      if ('delivery' in params) {
        await logged('home-timeline', 'delivery', params.traceparent, () => make(params.delivery));
        return { delivered: 1 };
      }
      if (params.method === undefined) return { delivered: await sweep() };
      return call(params);
    };

  return { fanOut, orDeliver };
}

function write({ req_id, post_id, user_id, timestamp, user_mentions_id }: Delivery): string {
  const texts: z.input<typeof written> = {
    req_id: `${req_id}`,
    post_id: `${post_id}`,
    user_id: `${user_id}`,
    timestamp: `${timestamp}`,
    user_mentions_id: user_mentions_id.map(String),
  };
  return JSON.stringify(texts);
}
