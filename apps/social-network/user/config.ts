import * as z from 'zod';
import { env, port } from '#shared/config/env';
import { memcachedUrl, mongoUrl, redisUrl, rpcUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  MONGO_URL: mongoUrl('user'),
  MEMCACHED_URL: memcachedUrl('user'),
  /** Redis, which assigns the machine number that is part of an id. */
  REDIS_URL: redisUrl('unique-id'),
  SOCIAL_GRAPH_URL: rpcUrl('social-graph'),
  /** Signs the tokens; the gateway must have the same. */
  TOKEN_SECRET: z.string().min(1, 'must not be empty'),
});
