import { env, port } from '#shared/config/env';
import { redisUrl, rpcUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  REDIS_URL: redisUrl('home-timeline'),
  POST_STORAGE_URL: rpcUrl('post-storage'),
  SOCIAL_GRAPH_URL: rpcUrl('social-graph'),
});
