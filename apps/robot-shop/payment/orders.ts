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

/** What dispatch needs to know of an order. */
export const orderToDispatch = z.object({ orderid: z.string('must be the id of an order').min(1) });

/** Hands a paid order over to dispatch; the same order may come again. */
export type QueueOrder = Send<Order>;
