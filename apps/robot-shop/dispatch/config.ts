import { count, env, percent } from '#shared/config/env';
import { mongoUrl } from '../addresses.ts';

export const config = env({
  MONGO_URL: mongoUrl('orders'),
  /** How many of a hundred orders are logged as failed; they are dispatched all the same. */
  DISPATCH_ERROR_PERCENT: percent(),
  /** Milliseconds after which a paid order that nobody dispatched counts as overlooked. */
  OVERDUE_MS: count(5000),
});
