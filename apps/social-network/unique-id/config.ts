import { env, port } from '#shared/config/env';
import { redisUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  /** Redis, which assigns the machine number that is part of an id. */
  REDIS_URL: redisUrl('unique-id'),
});
