import { env, port } from '#shared/config/env';
import { redisUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  /** From where ids get the number of their machine. */
  REDIS_URL: redisUrl('unique-id'),
});
