import { env, port } from '#shared/config/env';
import { rpcUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  UNIQUE_ID_URL: rpcUrl('unique-id'),
  USER_URL: rpcUrl('user'),
  MEDIA_URL: rpcUrl('media'),
  TEXT_URL: rpcUrl('text'),
  POST_STORAGE_URL: rpcUrl('post-storage'),
  USER_TIMELINE_URL: rpcUrl('user-timeline'),
  HOME_TIMELINE_URL: rpcUrl('home-timeline'),
});
