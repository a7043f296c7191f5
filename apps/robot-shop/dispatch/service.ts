import { setTimeout as delay } from 'node:timers/promises';
import { log } from '#shared/observe/log';
import { parse } from '#shared/parse';
import { openCollection, openMongo } from '#shared/state/mongo';
import { orderToDispatch } from '../payment/orders.ts';
import type { OrderRecord } from '../payment/records.ts';
import { config } from './config.ts';

/** Orders that one look for overlooked ones dispatches; the next look takes the rest. */
const overdueAtOnce = 100;

type DispatchedOrder = OrderRecord & { dispatchedAt?: Date; dispatches?: number };

const withOrders = openCollection<DispatchedOrder>(openMongo(config.MONGO_URL), 'orders');

/** Sends an order out. When the same order comes again, nothing more happens. Throws `invalid` for what is no order. */
export async function dispatch(order: unknown): Promise<{ dispatched: string }> {
  const { orderid } = parse(orderToDispatch, order, 'order');
  await someTime();
  if (Math.random() * 100 < config.DISPATCH_ERROR_PERCENT) log.error({ orderid }, 'dispatch failed');
  await someTime();
  const effect = await withOrders((orders) =>
    orders.updateOne(
      { _id: orderid, status: 'paid' },
      { $set: { status: 'dispatched', dispatchedAt: new Date() }, $inc: { dispatches: 1 } },
    ),
  );
  log.info({ orderid, again: effect.modifiedCount === 0 }, 'dispatched');
  return { dispatched: orderid };
}

/** Dispatches the paid orders that were overlooked, for where no broker delivers a lost message again. */
export async function dispatchOverdue(): Promise<{ dispatched: string[] }> {
  const before = new Date(Date.now() - config.OVERDUE_MS);
  const overdue = await withOrders((orders) =>
    orders.find({ status: 'paid', paidAt: { $lt: before } }, { limit: overdueAtOnce }).toArray(),
  );
  const results = await Promise.all(overdue.map(({ _id }) => dispatch({ orderid: _id })));
  return { dispatched: results.map(({ dispatched }) => dispatched) };
}

/** Work that the original pretends to do: 42 to 83 milliseconds, twice an order. */
const someTime = () => delay(42 + Math.random() * 41);
