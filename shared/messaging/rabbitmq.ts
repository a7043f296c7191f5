import { setTimeout as delay } from 'node:timers/promises';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import * as z from 'zod';
import { withDeadline } from '../deadline.ts';
import { isKind, messageOf, unavailable } from '../errors.ts';
import { withWait } from '../observe/context.ts';
import type { Part } from '../observe/health.ts';
import { log } from '../observe/log.ts';
import { parseJson } from '../parse.ts';
import { type Envelope, type Receive, receive, type Send, wrapInEnvelope } from './message.ts';
import { declare, lastingChannel, type OpenChannel, openChannel, type Route } from './rabbitmq-channel.ts';
import { verdictOn } from './retry.ts';

export type { Route } from './rabbitmq-channel.ts';

/** Milliseconds within which the broker has to confirm a message, or to answer whether all is well. */
const deadlineMs = 3000;
const inTime = <Result>(work: () => Promise<Result>): Promise<Result> =>
  withDeadline(deadlineMs, () => `RabbitMQ did not answer within ${deadlineMs} ms`, work);
const succeeds = (work: () => Promise<unknown>): Promise<boolean> =>
  inTime(work).then(
    () => true,
    () => false,
  );

/** The concurrency of a consumer and the delays of its retries. */
export interface Consuming {
  /** Messages that the consumer handles at the same time. */
  atOnce: number;
  /** Milliseconds before the second attempt that counts, the third, and so on; after the last the message is set aside. */
  waitsMs: number[];
}
/** Milliseconds before a message is delivered again after an outage, and before a lost channel is opened again. */
const outageWaitMs = 1000;
const defaults: Consuming = { atOnce: 50, waitsMs: [0, 0, 0, 0] };

/**
 * Publishes messages and waits until the broker has each of them in a queue. Throws `unavailable` when the broker cannot be
 * reached, does not confirm in time (the message may then have been sent), or has no queue for the message: then the route is
 * declared again, so that the next message finds it. Healthy when the broker has the route.
 */
export function rabbitPublisher<Body>(url: string, route: Route): Send<Body> & Part {
  const { exchange, queue } = route;
  const channel = lastingChannel(url, (opened) => declare(opened.channel, route));

  const publish = async (body: Body): Promise<void> => {
    const opened = await channel();
    const { body: content, traceparent } = wrapInEnvelope(body);
    const headers = traceparent === undefined ? {} : { traceparent };
    const options = { persistent: true, contentType: 'application/json', headers };
    const bytes = Buffer.from(JSON.stringify(content));
    if (await opened.publish(exchange, queue, bytes, options)) return;
    await declare(opened.channel, route);
    throw unavailable(`the message broker had no queue ${queue} for the message`);
  };

  const send: Send<Body> = (body) =>
    withWait('call', () =>
      inTime(() => publish(body)).catch((error: unknown) => {
        throw isKind(error, 'unavailable') ? error : unavailable('message broker not available', error);
      }),
    );
  return Object.assign(send, {
    isHealthy: () => succeeds(async () => declare((await channel()).channel, route)),
  });
}

/**
 * Consumes messages for as long as the process lives. When the channel is lost, it is opened again after a second; when the broker
 * cancels the consumer, because the queue was deleted or its node has gone, all is declared again at once. A message is
 * acknowledged after `handle` succeeded; otherwise it is delivered again, or put into `<queue>.dead`, as `retry.ts` decides.
 * Healthy while it consumes from a queue that the broker has.
 */
export function rabbitConsumer(
  url: string,
  route: Route,
  service: string,
  handle: Receive,
  { atOnce, waitsMs }: Consuming = defaults,
): Part {
  const { queue } = route;
  const waitQueue = (ms: number): string => (ms === 0 ? queue : `${queue}.wait-${ms}`);
  let consuming: ConfirmChannel | undefined;

  async function declareAll(channel: ConfirmChannel): Promise<void> {
    await declare(channel, route);
    await channel.assertQueue(`${queue}.dead`, { durable: true });
    const backTo = { deadLetterExchange: '', deadLetterRoutingKey: queue };
    for (const ms of new Set([...waitsMs, outageWaitMs])) {
      if (ms > 0) await channel.assertQueue(waitQueue(ms), { durable: true, messageTtl: ms, ...backTo });
    }
  }

  async function consume(opened: OpenChannel): Promise<void> {
    const { channel } = opened;
    await declareAll(channel);
    await channel.prefetch(atOnce);
    await channel.consume(queue, (message) => void (message ? accept(opened, message) : again(opened)));
  }

  function isConsuming({ channel }: OpenChannel): void {
    consuming = channel;
    log.info({ service, queue }, 'consuming');
  }

  async function again(opened: OpenChannel): Promise<void> {
    consuming = undefined;
    log.warn({ service, queue }, 'RabbitMQ has cancelled the consumer, declaring its queues again');
    try {
      await consume(opened);
      isConsuming(opened);
    } catch {
      // Then all begins anew.
      await abandon(opened);
    }
  }

  async function accept(opened: OpenChannel, message: ConsumeMessage): Promise<void> {
    try {
      try {
        await receive(service, `consume ${queue}`, envelopeOf(message), handle);
      } catch (error) {
        await putBack(opened, message, error);
      }
      opened.channel.ack(message);
    } catch {
      // When the channel closes, the broker delivers the message again.
      await abandon(opened);
    }
  }

  async function putBack(opened: OpenChannel, message: ConsumeMessage, error: unknown): Promise<void> {
    const attempt = Number(message.properties.headers?.attempt ?? 1);
    const verdict = verdictOn(error);
    const waits = { again: outageWaitMs, counted: waitsMs[attempt - 1], never: undefined };
    const waitMs = waits[verdict];
    const to = waitMs === undefined ? `${queue}.dead` : waitQueue(waitMs);
    log.error({ service, attempt, queue: to, cause: messageOf(error) }, 'message not handled');
    const headers = {
      ...message.properties.headers,
      attempt: verdict === 'again' ? attempt : attempt + 1,
    };
    // The copy is confirmed before the message is acknowledged; else a broker that ends between the two would lose the message.
    const copy = () => opened.publish('', to, message.content, { persistent: true, headers });
    if (await copy()) return;
    await declareAll(opened.channel);
    if (!(await copy())) throw new Error(`the queue ${to} is not there`);
  }

  async function keepConsuming(): Promise<never> {
    for (;;) {
      const ended = openChannel(url, consume).then((opened) => {
        isConsuming(opened);
        return opened.lost;
      });
      const cause = await ended.then(() => 'the channel was closed', messageOf);
      consuming = undefined;
      log.warn({ service, queue, cause }, 'not consuming from RabbitMQ, trying again in a second');
      await delay(outageWaitMs);
    }
  }

  void keepConsuming();
  return {
    isHealthy: async () => {
      const channel = consuming;
      return channel !== undefined && succeeds(async () => channel.checkQueue(queue));
    },
  };
}

/** Closes a channel, unless it is closed already. */
const abandon = ({ channel }: OpenChannel): Promise<unknown> => channel.close().catch(() => undefined);

function envelopeOf(message: ConsumeMessage): Envelope {
  const traceparent: unknown = message.properties.headers?.traceparent;
  const body = parseJson(z.unknown(), message.content.toString('utf8'), 'message');
  return typeof traceparent === 'string' ? { body, traceparent } : { body };
}
