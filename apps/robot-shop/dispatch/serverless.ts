import { invoked } from '#shared/messaging/invoke-instead';
import { logged } from '#shared/observe/request-log';
import { dispatch, dispatchOverdue } from './service.ts';

const dispatchOne = invoked('dispatch', dispatch);

/** Started with an order by payment, and without one by an alarm: nothing else finds an order whose start was lost. */
export const main = (params: { body?: unknown }): Promise<object> =>
  params.body ? dispatchOne(params) : logged('dispatch', 'overdue', undefined, dispatchOverdue);
