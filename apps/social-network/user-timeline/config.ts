import { env, port } from '#shared/config/env';
import { mongoUrl, redisUrl, rpcUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  MONGO_URL: mongoUrl('user-timeline'),
  REDIS_URL: redisUrl('user-timeline'),
  POST_STORAGE_URL: rpcUrl('post-storage'),
});
