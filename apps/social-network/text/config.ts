import { env, port } from '#shared/config/env';
import { rpcUrl } from '../addresses.ts';

export const config = env({
  THRIFT_PORT: port(9090),
  URL_SHORTEN_URL: rpcUrl('url-shorten'),
  USER_MENTION_URL: rpcUrl('user-mention'),
});
