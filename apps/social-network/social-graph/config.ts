import { env, port } from '#shared/config/env';
import { mongoUrl, redisUrl, rpcUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  MONGO_URL: mongoUrl('social-graph'),
  REDIS_URL: redisUrl('social-graph'),
  USER_URL: rpcUrl('user'),
});
