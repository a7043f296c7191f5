import * as z from 'zod';
import { baseUrl, count, env, port } from '#shared/config/env';
import { hostUrl, mongoUrl } from '../addresses.ts';

export const config = env({
  MONGO_URL: mongoUrl('orders'),
  USER_URL: baseUrl(hostUrl('USER_HOST', 'user', 8080)),
  CART_URL: baseUrl(hostUrl('CART_HOST', 'cart', 8080)),
  CATALOGUE_URL: baseUrl(hostUrl('CATALOGUE_HOST', 'catalogue', 8080)),
  /** Fetched once a payment. The original asks a real site; ours stands beside the services. */
  PAYMENT_GATEWAY: z.url('must be a URL').default('http://payment-provider:8080/'),
  /** Milliseconds between an order being paid and it being handed to dispatch. */
  PAYMENT_DELAY_MS: count(0),
  /** Payments at the same time; 0: as many as come, 1: one after the other, as the original. */
  PAYMENT_WORKERS: count(0),
  /** Milliseconds after which a paid order that nobody has dispatched counts as overlooked. */
  OVERDUE_MS: count(5000),
  SHOP_PAYMENT_PORT: port(8080),
});
