import { Counter, Histogram, Registry } from 'prom-client';
import type { Cart } from '../cart/cart.ts';
import { linesToSend } from './validate.ts';

/** The metrics of this service. They live in the process: where instances come and go, each holds a part. */
export const metrics = new Registry();
const registers = [metrics];
const soldCount = new Counter({ name: 'sold_count_total', help: 'Units sold', registers });
const unitsSold = new Histogram({
  name: 'units_sold',
  help: 'Units in an order',
  buckets: [1, 2, 5, 10, 100],
  registers,
});
const cartValue = new Histogram({
  name: 'cart_value',
  help: 'Value of an order in euro',
  buckets: [100, 200, 500, 1000, 2000, 5000, 10_000],
  registers,
});

/** Counts a sale, once all is done that could fail. */
export function countSale(cart: Cart): void {
  const units = linesToSend(cart).reduce((sum, { qty }) => sum + qty, 0);
  soldCount.inc(units);
  unitsSold.observe(units);
  cartValue.observe(cart.total);
}
