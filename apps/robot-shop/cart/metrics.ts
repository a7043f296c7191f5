import { Counter, Registry } from 'prom-client';

/** The metrics of this service. They live in the process: where instances come and go, each holds a part. */
export const metrics = new Registry();

/** Units that were added to carts. */
export const itemsAdded = new Counter({
  name: 'items_added',
  help: 'Units added to carts',
  registers: [metrics],
});
