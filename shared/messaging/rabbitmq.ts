import { type ChannelModel, type ConfirmChannel, type ConsumeMessage, connect } from 'amqplib';
import { unavailable } from '../http/errors.ts';
import { waiting } from '../observe/context.ts';
import { log } from '../observe/log.ts';
import { type Envelope, enclose, type Receive, receive, type Send } from './message.ts';

/** Where messages of one kind go: a direct exchange and a durable queue bound to it by its own name. */
export interface Route {
  exchange: string;
  queue: string;
}

/** Milliseconds within which a broker has to take a message. */
const publishDeadlineMs = 2000;
/** How often a message is tried before it goes to the queue `<queue>.dead`. */
const attempts = 5;
/** Messages that one consumer works on at the same time. */
const prefetch = 50;

/** A connection that opens at its first use and again after it was lost. */
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
 * Publishes messages that survive the broker's restart; a message is sent when the broker has confirmed it.
 * Throws 503 when the broker cannot be reached or does not confirm in time: the message may then have been sent.
 */
export function rabbitPublisher<Body>(url: string, route: Route): Send<Body> {
  const channel = connection(url, (opened) => declare(opened, route));
  const send = async (body: Body): Promise<void> => {
    const open = await channel();
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no confirmation in time')), publishDeadlineMs);
      const lost = () => reject(new Error('connection lost'));
      open.once('close', lost);
      const { body: content, traceparent } = enclose(body);
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
    waiting('call', () =>
      send(body).catch((error: unknown) => {
        throw unavailable('message broker not available', error);
      }),
    );
}

/**
 * Consumes messages for as long as the process lives, reconnecting each second when the broker is away. A message
 * is acknowledged after `handle` succeeded; otherwise it is tried again and finally put into `<queue>.dead`.
 */
export async function rabbitConsumer<Body>(
  url: string,
  route: Route,
  service: string,
  handle: Receive<Body>,
): Promise<void> {
  const channel = connection(url, async (opened) => {
    await declare(opened, route);
    await opened.assertQueue(`${route.queue}.dead`, { durable: true });
    await opened.prefetch(prefetch);
    await opened.consume(route.queue, (message) => {
      if (message !== null) void take(opened, message);
    });
    opened.on('close', () => void reconnect());
    log.info({ service, queue: route.queue }, 'consuming');
  });

  async function take(opened: ConfirmChannel, message: ConsumeMessage): Promise<void> {
    try {
      await receive(service, `consume ${route.queue}`, envelope<Body>(message), handle);
    } catch (error) {
      putBack(opened, message, error);
    }
    try {
      opened.ack(message);
    } catch {
      // The channel closed meanwhile: the broker delivers the message again.
    }
  }

  function putBack(opened: ConfirmChannel, message: ConsumeMessage, error: unknown): void {
    const attempt = Number(message.properties.headers?.attempt ?? 1);
    const queue = attempt < attempts ? route.queue : `${route.queue}.dead`;
    const cause = error instanceof Error ? error.message : String(error);
    log.error({ service, attempt, queue, cause }, 'message not handled');
    const headers = { ...message.properties.headers, attempt: attempt + 1 };
    opened.sendToQueue(queue, message.content, { persistent: true, headers });
  }

  async function reconnect(): Promise<void> {
    for (;;) {
      try {
        await channel();
        return;
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        log.warn({ service, cause }, 'RabbitMQ is not reachable, trying again in a second');
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  await reconnect();
}

function envelope<Body>(message: ConsumeMessage): Envelope<Body> {
  const traceparent: unknown = message.properties.headers?.traceparent;
  const body = JSON.parse(message.content.toString('utf8')) as Body;
  return typeof traceparent === 'string' ? { body, traceparent } : { body };
}
