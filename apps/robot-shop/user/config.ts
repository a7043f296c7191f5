import * as z from 'zod';
import { env, port } from '#shared/config/env';
import { hostUrl, mongoUrl } from '../addresses.ts';

export const config = env({
  MONGO_URL: mongoUrl('users'),
  REDIS_URL: z.string().default(hostUrl('REDIS_HOST', 'redis', 6379, 'redis')),
  USER_SERVER_PORT: port(8080),
});
