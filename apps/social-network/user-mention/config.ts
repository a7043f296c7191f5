import { env, port } from '#shared/config/env';
import { memcachedUrl, mongoUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  MONGO_URL: mongoUrl('user'),
  MEMCACHED_URL: memcachedUrl('user'),
});
