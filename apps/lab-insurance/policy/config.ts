import * as z from 'zod';
import { baseUrl, env, port } from '#shared/config/env';

export const config = env({
  /** `sqlite:FILE`, a database of its own, or a `postgresql:` URL. */
  DATABASE_URL: z.string().default('sqlite:policy.db'),
  PRODUCT_URL: baseUrl('http://product:8088'),
  PRICING_URL: baseUrl('http://pricing:8087'),
  SERVICE_PORT: port(8086),
});
