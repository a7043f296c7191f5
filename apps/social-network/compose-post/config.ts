import { env, port } from '#shared/config/env';
import { thriftUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  UNIQUE_ID_URL: thriftUrl('unique-id'),
  USER_URL: thriftUrl('user'),
  MEDIA_URL: thriftUrl('media'),
  TEXT_URL: thriftUrl('text'),
  POST_STORAGE_URL: thriftUrl('post-storage'),
  USER_TIMELINE_URL: thriftUrl('user-timeline'),
  HOME_TIMELINE_URL: thriftUrl('home-timeline'),
});
