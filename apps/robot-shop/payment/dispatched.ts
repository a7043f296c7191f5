import { parse } from '#shared/parse';
import { dispatchedOrder } from './orders.ts';
import { markDispatched } from './records.ts';

/** The receiver of dispatch's reports: notes in the order that it is sent out. Throws `invalid` for what is no report. */
export async function orderDispatched(report: unknown): Promise<void> {
  const { orderid } = parse(dispatchedOrder, report, 'report of dispatch');
  await markDispatched(orderid);
}
