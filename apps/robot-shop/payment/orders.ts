import * as z from 'zod';
import type { Send } from '#shared/messaging/message';
import type { Cart } from '../cart/cart.ts';

/** A paid order on its way to dispatch. */
export interface Order {
  orderid: string;
  /** The id of the customer, registered or anonymous. */
  user: string;
  cart: Cart;
}

const orderid = z.string('must be the id of an order').min(1);

/** What dispatch needs to know of an order. */
export const orderToDispatch = z.object({ orderid });

/** What dispatch reports of an order that it has sent out. */
export const dispatchedOrder = z.object({ orderid });
export type DispatchedOrder = z.infer<typeof dispatchedOrder>;

/** Hands a paid order over to dispatch; the same order may come again. */
export type QueueOrder = Send<Order>;

/** Reports to payment that an order is sent out; the same report may come again. */
export type ReportDispatched = Send<DispatchedOrder>;
