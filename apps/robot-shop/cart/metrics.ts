import { Counter, Registry } from 'prom-client';

/** The metrics of the cart; as those of `../payment/metrics.ts`, each process holds its part. */
export const metrics = new Registry();

/** Units that were added to carts. */
export const itemsAdded = new Counter({
  name: 'items_added',
  help: 'Units added to carts',
  registers: [metrics],
});
