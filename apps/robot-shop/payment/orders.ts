import { rabbitPublisher } from '#shared/messaging/rabbitmq';
import type { Cart } from '../cart/cart.ts';
import { config } from './config.ts';

/** A paid order on its way to dispatch. */
export interface Order {
  orderid: string;
  /** The id of the customer, registered or anonymous. */
  user: string;
  cart: Cart;
}

/** Hands a paid order over to dispatch; the same order may come again. */
export const queueOrder = rabbitPublisher<Order>(config.AMQP_URL, { exchange: 'robot-shop', queue: 'orders' });
