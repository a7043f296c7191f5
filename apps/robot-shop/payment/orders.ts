import type { Send } from '#shared/messaging/message';
import type { Cart } from '../cart/cart.ts';

/** A paid order on its way to dispatch. */
export interface Order {
  orderid: string;
  /** The id of the customer, registered or anonymous. */
  user: string;
  cart: Cart;
}

/** Hands a paid order over to dispatch; the same order may come again. */
export type QueueOrder = Send<Order>;
