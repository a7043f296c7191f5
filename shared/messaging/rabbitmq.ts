import { type ChannelModel, type ConfirmChannel, type ConsumeMessage, connect } from 'amqplib';
import * as z from 'zod';
import { messageOf, unavailable } from '../errors.ts';
import { withWait } from '../observe/context.ts';
import { log } from '../observe/log.ts';
import { parseJson } from '../parse.ts';
import { type Envelope, type Receive, receive, type Send, wrapInEnvelope } from './message.ts';
import { verdictOn } from './retry.ts';

/** The route of one kind of message: a direct exchange, and a durable queue that is bound to it by its own name. */
export interface Route {
  exchange: string;
  queue: string;
}

/** Milliseconds within which the broker has to confirm a message. */
const publishDeadlineMs = 2000;

/** The concurrency of a consumer and the delays of its retries. */
export interface Consuming {
  /** Messages that the consumer handles at the same time. */
  atOnce: number;
  /** Milliseconds before the second attempt that counts, the third, and so on; after the last the message is set aside. */
  waitsMs: number[];
}
/** Milliseconds before a message is delivered again after an outage. */
const outageWaitMs = 1000;
const defaults: Consuming = { atOnce: 50, waitsMs: [0, 0, 0, 0] };

/** A channel that opens at its first use, and again after the connection was lost. */
function connection(url: string, prepare: (channel: ConfirmChannel) => Promise<unknown>) {
  let opening: Promise<ConfirmChannel> | undefined;
  const open = async (): Promise<ConfirmChannel> => {
    const model: ChannelModel = await connect(url, { timeout: 2000 });
    const forget = () => {
      opening = undefined;
    };
    model.on('error', (error: Error) => log.warn({ cause: error.message }, 'RabbitMQ connection'));
    model.on('close', forget);
    const channel = await model.createConfirmChannel();
    channel.on('error', (error: Error) => log.warn({ cause: error.message }, 'RabbitMQ channel'));
    channel.on('close', forget);
    await prepare(channel);
    return channel;
  };
  return (): Promise<ConfirmChannel> => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
}

async function declare(channel: ConfirmChannel, { exchange, queue }: Route): Promise<void> {
  await channel.assertExchange(exchange, 'direct', { durable: true });
  await channel.assertQueue(queue, { durable: true });
  await channel.bindQueue(queue, exchange, queue);
}

/**
 * Publishes persistent messages and resolves when the broker has confirmed them.
 * Throws `unavailable` when the broker cannot be reached or does not confirm in time: the message may then have been sent.
 */
export function rabbitPublisher<Body>(url: string, route: Route): Send<Body> {
  const channel = connection(url, (opened) => declare(opened, route));
  const send = async (body: Body): Promise<void> => {
    const open = await channel();
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no confirmation in time')), publishDeadlineMs);
      const lost = () => reject(new Error('connection lost'));
      open.once('close', lost);
      const { body: content, traceparent } = wrapInEnvelope(body);
      const headers = traceparent === undefined ? {} : { traceparent };
      open.publish(
        route.exchange,
        route.queue,
        Buffer.from(JSON.stringify(content)),
        { persistent: true, contentType: 'application/json', headers },
        (error: unknown) => {
          clearTimeout(late);
          open.off('close', lost);
          if (error) reject(new Error('the broker refused the message', { cause: error }));
          else resolve();
        },
      );
    });
  };
  return (body) =>
    withWait('call', () =>
      send(body).catch((error: unknown) => {
        throw unavailable('message broker not available', error);
      }),
    );
}

/**
 * Consumes messages for as long as the process lives, reconnecting each second when the broker is away. A message is
 * acknowledged after `handle` succeeded; otherwise it is delivered again, or put into `<queue>.dead`, as `retry.ts` decides.
 */
export async function rabbitConsumer(
  url: string,
  route: Route,
  service: string,
  handle: Receive,
  { atOnce, waitsMs }: Consuming = defaults,
): Promise<void> {
  const { queue } = route;
  const waitQueue = (ms: number): string => (ms === 0 ? queue : `${queue}.wait-${ms}`);
  const channel = connection(url, async (opened) => {
    await declare(opened, route);
    await opened.assertQueue(`${queue}.dead`, { durable: true });
    const backTo = { deadLetterExchange: '', deadLetterRoutingKey: queue };
    for (const ms of new Set([...waitsMs, outageWaitMs])) {
      if (ms > 0) await opened.assertQueue(waitQueue(ms), { durable: true, messageTtl: ms, ...backTo });
    }
    await opened.prefetch(atOnce);
    await opened.consume(queue, (message) => {
      if (message !== null) void accept(opened, message);
    });
    opened.on('close', () => void reconnect());
    log.info({ service, queue }, 'consuming');
  });

  async function accept(opened: ConfirmChannel, message: ConsumeMessage): Promise<void> {
    try {
      try {
        await receive(service, `consume ${queue}`, envelopeOf(message), handle);
      } catch (error) {
        await putBack(opened, message, error);
      }
      opened.ack(message);
    } catch {
      // The channel has closed; the broker delivers the message again.
    }
  }

  function putBack(opened: ConfirmChannel, message: ConsumeMessage, error: unknown): Promise<void> {
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
    return new Promise((resolve, reject) => {
      opened.once('close', reject);
      opened.sendToQueue(to, message.content, { persistent: true, headers }, (refused: unknown) => {
        opened.off('close', reject);
        if (refused) reject(new Error('the broker refused the message', { cause: refused }));
        else resolve();
      });
    });
  }

  async function reconnect(): Promise<void> {
    for (;;) {
      try {
        await channel();
        return;
      } catch (error) {
        log.warn({ service, cause: messageOf(error) }, 'RabbitMQ is not reachable, trying again in a second');
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  await reconnect();
}

function envelopeOf(message: ConsumeMessage): Envelope {
  const traceparent: unknown = message.properties.headers?.traceparent;
  const body = parseJson(z.unknown(), message.content.toString('utf8'), 'message');
  return typeof traceparent === 'string' ? { body, traceparent } : { body };
}
