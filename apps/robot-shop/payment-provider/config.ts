import { count, env, percent, port } from '#shared/config/env';

export const config = env({
  /** Milliseconds until a payment is answered. */
  PAYMENT_PROVIDER_LATENCY_MS: count(0),
  /** How many of a hundred payments fail. */
  PAYMENT_PROVIDER_FAILURE_PERCENT: percent(),
  PAYMENT_PROVIDER_PORT: port(8080),
});
