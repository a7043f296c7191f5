import * as z from 'zod';
import { baseUrl, env, port } from '#shared/config/env';
import { hostUrl } from '../addresses.ts';

export const config = env({
  REDIS_URL: z.string().default(hostUrl('REDIS_HOST', 'redis', 6379, 'redis')),
  CATALOGUE_URL: baseUrl(hostUrl('CATALOGUE_HOST', 'catalogue', 8080)),
  CART_SERVER_PORT: port(8080),
});
