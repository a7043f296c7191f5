import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { config } from './config.ts';
import type { QueueOrder } from './orders.ts';
import { findOverdue, findUnfinished } from './records.ts';

/** Orders that one sweep hands over; the next one hands over the rest. */
const atOnce = 100;

/**
 * Hands over again the paid orders that nobody has dispatched in time, where no broker delivers a lost message again. Dispatch sends
 * an order out once, however often it comes.
 */
export const sweep = (queueOrder: QueueOrder): Promise<{ orderids: string[] }> =>
  handOver(findOverdue, queueOrder);

/**
 * Where a broker has the orders: hands over, again and again, the paid ones that it has not taken, and whose customer has not
 * repeated the payment.
 */
export function keepSweeping(queueOrder: QueueOrder): void {
  const look = (): void =>
    void handOver(findUnfinished, queueOrder).catch((error: unknown) =>
      log.warn({ cause: messageOf(error) }, 'paid orders are left to the next sweep'),
    );
  setInterval(look, config.OVERDUE_MS).unref();
}

async function handOver(find: typeof findOverdue, queueOrder: QueueOrder): Promise<{ orderids: string[] }> {
  const waitMs = config.PAYMENT_DELAY_MS + config.OVERDUE_MS;
  const found = await find(new Date(Date.now() - waitMs), atOnce);
  await Promise.all(found.map(({ _id: orderid, user, cart }) => queueOrder({ orderid, user, cart })));
  return { orderids: found.map(({ _id }) => _id) };
}
