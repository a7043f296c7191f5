import { env, percent } from '#shared/config/env';
import { mongoUrl } from '../addresses.ts';

export const config = env({
  MONGO_URL: mongoUrl('dispatch'),
  /** How many of a hundred orders are logged as failed; they are dispatched all the same. */
  DISPATCH_ERROR_PERCENT: percent(),
});
