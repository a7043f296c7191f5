import * as z from 'zod';
import { baseUrl, env, port } from '#shared/config/env';
import { hostUrl } from '../addresses.ts';

const service = (name: string, fallbackPort = 8080) =>
  baseUrl(hostUrl(`${name.toUpperCase()}_HOST`, name, fallbackPort));

/** What the environment says about the front door: where it listens, and where the services are. */
export const config = env({
  WEB_PORT: port(8080),
  OTHER_FORM_URL: z.url('must be a URL').optional(),
  CATALOGUE_URL: service('catalogue'),
  USER_URL: service('user'),
  CART_URL: service('cart'),
  SHIPPING_URL: service('shipping'),
  RATINGS_URL: service('ratings', 80),
  PAYMENT_URL: service('payment'),
});

/** The base URL of each service. */
export const services = {
  catalogue: config.CATALOGUE_URL,
  user: config.USER_URL,
  cart: config.CART_URL,
  shipping: config.SHIPPING_URL,
  ratings: config.RATINGS_URL,
  payment: config.PAYMENT_URL,
};
