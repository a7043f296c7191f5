import { env, port } from '#shared/config/env';
import { thriftUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  URL_SHORTEN_URL: thriftUrl('url-shorten'),
  USER_MENTION_URL: thriftUrl('user-mention'),
});
