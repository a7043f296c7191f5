import { config } from './config.ts';
import type { QueueOrder } from './orders.ts';
import { findOverdue } from './records.ts';

/** Orders that one sweep hands over; the next one hands over the rest. */
const atOnce = 100;

/**
 * Hands over again the paid orders that nobody has dispatched in time, where no broker delivers a lost message again. Dispatch sends
 * an order out once, however often it comes.
 */
export async function sweep(queueOrder: QueueOrder): Promise<{ orderids: string[] }> {
  const overdue = await findOverdue(new Date(Date.now() - config.OVERDUE_MS), atOnce);
  await Promise.all(overdue.map(({ _id: orderid, user, cart }) => queueOrder({ orderid, user, cart })));
  return { orderids: overdue.map(({ _id }) => _id) };
}
