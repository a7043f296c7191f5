import * as z from 'zod';
import { baseUrl, env, port } from '#shared/config/env';
import { compat, hostUrl } from '../addresses.ts';

export const config = env({
  MYSQL_URL: z.string().default(`${hostUrl('DB_HOST', 'shipping:secret@mysql', 3306, 'mysql')}/cities`),
  CART_URL: baseUrl(hostUrl('CART_ENDPOINT', 'cart', 8080)),
  SHIPPING_SERVER_PORT: port(8080),
  /** `original`: distances with the original's mistake. */
  COMPAT: compat(),
});
