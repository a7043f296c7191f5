import { Redis } from 'ioredis';
import { messageOf, unavailable } from '../errors.ts';
import { withWait } from '../observe/context.ts';
import { log } from '../observe/log.ts';
import { parseJson } from '../parse.ts';
import { openRedis } from '../state/redis.ts';
import { redisOptions } from '../state/redis-options.ts';
import { envelope, type Receive, receive, type Send, wrapInEnvelope } from './message.ts';

/**
 * Publishes messages on a channel of Redis. A message reaches the subscribers that are connected at this moment, each once, and
 * is kept for nobody: without a subscriber it is lost, and the sender does not learn it. Messages of one publisher stay in
 * order. Throws `unavailable` when Redis cannot be reached; the message may then have been sent.
 */
export function redisPublisher<Body>(url: string, channel: string): Send<Body> & { close(): Promise<void> } {
  const redis = openRedis(url);
  const send = (body: Body): Promise<void> =>
    withWait('call', async () => {
      try {
        await redis.use((client) => client.publish(channel, JSON.stringify(wrapInEnvelope(body))));
      } catch (error) {
        throw unavailable('message broker not available', error);
      }
    });
  return Object.assign(send, { close: redis.close });
}

/** A subscriber that listens. */
export interface Subscription {
  /** Stops listening, and returns when the messages under way have been handled. */
  close(): Promise<void>;
}

/**
 * Hands each message of a channel to `handle`, and returns when Redis knows of the subscription. The handling of messages begins
 * in their order and does not wait for the one before. A message whose handling fails is logged and not delivered again. When
 * the connection breaks, the subscription comes back by itself; what was published meanwhile is lost.
 */
export async function redisSubscriber(
  url: string,
  channel: string,
  service: string,
  handle: Receive,
): Promise<Subscription> {
  const client = new Redis(url, { ...redisOptions, maxRetriesPerRequest: null });
  const underWay = new Set<Promise<unknown>>();
  client.on('error', (error) =>
    log.warn({ service, cause: error.message }, 'Redis is not reachable, trying again'),
  );
  client.on('message', (_channel, text) => {
    const handled = deliver(text)
      .catch((error: unknown) =>
        log.error({ service, channel, cause: messageOf(error) }, 'message not handled'),
      )
      .finally(() => underWay.delete(handled));
    underWay.add(handled);
  });
  await client.subscribe(channel);
  log.info({ service, channel }, 'subscribed');

  async function deliver(text: string): Promise<void> {
    const { body, traceparent } = parseJson(envelope, text, 'message');
    const message = traceparent === undefined ? { body } : { body, traceparent };
    await receive(service, `consume ${channel}`, message, handle);
  }

  return {
    async close() {
      client.removeAllListeners('message');
      client.disconnect();
      await Promise.all(underWay);
    },
  };
}
