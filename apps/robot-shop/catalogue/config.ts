import { count, env, port } from '#shared/config/env';
import { compat, mongoUrl } from '../addresses.ts';

export const config = env({
  MONGO_URL: mongoUrl('catalogue'),
  CATALOGUE_SERVER_PORT: port(8080),
  /** Milliseconds added to GET /product/:sku, to show what a slow service does. */
  GO_SLOW: count(0),
  /** `original`: the stock is endless. */
  COMPAT: compat(),
});
