import { invoked } from '#shared/messaging/invoke-instead';
import type { Envelope } from '#shared/messaging/message';
import { logged } from '#shared/observe/request-log';
import type { Order } from '../payment/orders.ts';
import { dispatch, dispatchOverdue } from './service.ts';

const dispatchOne = invoked<Order>('dispatch', dispatch);

/** Started with an order by payment, and without one by an alarm: nothing else finds an order whose start was lost. */
export const main = (params: Envelope<Order> | { body?: undefined }): Promise<object> =>
  params.body ? dispatchOne(params) : logged('dispatch', 'overdue', undefined, dispatchOverdue);
