import { setTimeout as delay } from 'node:timers/promises';
import { log } from '#shared/observe/log';
import { parse } from '#shared/parse';
import { type DispatchedOrder, orderToDispatch, type ReportDispatched } from '../payment/orders.ts';
import { config } from './config.ts';
import { recordDispatch } from './dispatches.ts';

/**
 * The receiver of paid orders: sends an order out once and reports that to payment. When the same order comes again, it is only
 * reported again. Throws `invalid` for what is no order.
 */
export const dispatch =
  (report: ReportDispatched) =>
  async (order: unknown): Promise<DispatchedOrder> => {
    const { orderid } = parse(orderToDispatch, order, 'order');
    await someTime();
    if (Math.random() * 100 < config.DISPATCH_ERROR_PERCENT) log.error({ orderid }, 'dispatch failed');
    await someTime();
    const isFirst = await recordDispatch(orderid);
    log.info({ orderid, again: !isFirst }, 'dispatched');
    await report({ orderid });
    return { orderid };
  };

/** Work that the original pretends to do: 42 to 83 milliseconds, twice an order. */
const someTime = () => delay(42 + Math.random() * 41);
