import { type ConfirmChannel, connect } from 'amqplib';
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
  /** Resolves when the channel is closed, for whatever reason; its connection ends with it. */
  lost: Promise<void>;
}

/** Milliseconds for the connection, and for the channel with all that `prepare` does on it. */
const connectWithinMs = 2000;
const prepareWithinMs = 5000;

/** Opens a channel and runs `prepare` on it. Rejects with nothing left open. */
export async function openChannel(
  url: string,
  prepare: (channel: ConfirmChannel) => Promise<unknown>,
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
      await prepare(channel);
      return { channel, lost };
    });
  } catch (error) {
    close();
    throw error;
  }
}

/** Returns a function that gives the open channel: it opens one at the first call, and another one when that was lost. */
export function lastingChannel(
  url: string,
  prepare: (channel: ConfirmChannel) => Promise<unknown>,
): () => Promise<ConfirmChannel> {
  let opening: Promise<OpenChannel> | undefined;
  const open = (): Promise<OpenChannel> => {
    const mine = openChannel(url, prepare);
    const forget = (): void => {
      if (opening === mine) opening = undefined;
    };
    mine.then(({ lost }) => lost).then(forget, forget);
    return mine;
  };
  return async () => {
    opening ??= open();
    return (await opening).channel;
  };
}
