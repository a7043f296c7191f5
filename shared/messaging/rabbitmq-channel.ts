import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { type ConfirmChannel, connect, type Options } from 'amqplib';
import { withDeadline } from '../deadline.ts';
import { log } from '../observe/log.ts';

/** The route of one kind of message: a direct exchange, and a durable queue that is bound to it by its own name. */
export interface Route {
  exchange: string;
  queue: string;
}

/** Declares the exchange and the queue of a route, and binds them; what is there already stays. */
export async function declare(channel: ConfirmChannel, { exchange, queue }: Route): Promise<void> {
  await channel.assertExchange(exchange, 'direct', { durable: true });
  await channel.assertQueue(queue, { durable: true });
  await channel.bindQueue(queue, exchange, queue);
}

/** A channel on a connection of its own. */
export interface OpenChannel {
  channel: ConfirmChannel;
  /**
   * Publishes a message; resolves when the broker has confirmed it, to whether a queue has taken it. Rejects when the broker refuses
   * it, or when the channel is closed before that.
   */
  publish(exchange: string, key: string, content: Buffer, options: Options.Publish): Promise<boolean>;
  /** Resolves when the channel is closed, for whatever reason; its connection ends with it. */
  lost: Promise<void>;
}

/** Milliseconds for the connection, and for the channel with all that `prepare` does on it. */
const connectWithinMs = 2000;
const prepareWithinMs = 5000;

/** Opens a channel and runs `prepare` on it. Rejects with nothing left open. */
export async function openChannel(
  url: string,
  prepare: (opened: OpenChannel) => Promise<unknown>,
): Promise<OpenChannel> {
  const connection = await connect(url, { timeout: connectWithinMs });
  connection.on('error', (error: Error) => log.warn({ cause: error.message }, 'RabbitMQ connection'));
  const close = (): void => void connection.close().catch(() => undefined);
  const late = (): string => `RabbitMQ did not open a channel within ${prepareWithinMs} ms`;
  try {
    return await withDeadline(prepareWithinMs, late, async () => {
      const channel = await connection.createConfirmChannel();
      channel.on('error', (error: Error) => log.warn({ cause: error.message }, 'RabbitMQ channel'));
      const lost = new Promise<void>((resolve) => channel.once('close', resolve));
      void lost.then(close);
      const opened = { channel, publish: publishOn(channel), lost };
      await prepare(opened);
      return opened;
    });
  } catch (error) {
    close();
    throw error;
  }
}

function publishOn(channel: ConfirmChannel): OpenChannel['publish'] {
  const publish = promisify(channel.publish.bind(channel));
  const returned = new Set<unknown>();
  channel.on('return', ({ properties }) => returned.add(properties.messageId));
  return async (exchange, key, content, options) => {
    const messageId = randomUUID();
    let isReturned = false;
    try {
      await publish(exchange, key, content, { ...options, messageId, mandatory: true });
    } finally {
      // The broker returns a message before it confirms it.
      isReturned = returned.delete(messageId);
    }
    return !isReturned;
  };
}

/** Returns a function that gives the open channel: it opens one at the first call, and another one when that was lost. */
export function lastingChannel(
  url: string,
  prepare: (opened: OpenChannel) => Promise<unknown>,
): () => Promise<OpenChannel> {
  let opening: Promise<OpenChannel> | undefined;
  const open = (): Promise<OpenChannel> => {
    const mine = openChannel(url, prepare);
    const forget = (): void => {
      if (opening === mine) opening = undefined;
    };
    mine.then(({ lost }) => lost).then(forget, forget);
    return mine;
  };
  return () => {
    opening ??= open();
    return opening;
  };
}
