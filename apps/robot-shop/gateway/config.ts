import { count, env, percent, port } from '#shared/config/env';

export const config = env({
  /** Milliseconds until a payment is answered. */
  GATEWAY_LATENCY_MS: count(0),
  /** How many of a hundred payments fail. */
  GATEWAY_FAILURE_PERCENT: percent(),
  GATEWAY_PORT: port(8080),
});
