import { setTimeout as delay } from 'node:timers/promises';
import type { Filter } from 'mongodb';
import { notFound } from '#shared/errors';
import { jsonHealth } from '../health.ts';
import { config } from './config.ts';
import { mongo, type StoredProduct, withProducts } from './products.ts';
import { matches, parseQuery } from './search.ts';

const find = (filter: Filter<StoredProduct>, order: 'name' | '_id' = '_id') =>
  withProducts((products) =>
    products.find(filter, { projection: { holds: 0 }, sort: { [order]: 1 } }).toArray(),
  );

/** GET /health */
export const health = () => jsonHealth({ mongo });

/** GET /products: all of them in the order in which they were added. */
export const allProducts = () => find({});

/** GET /products/:category: by name; an unknown category has none. */
export const productsIn = ({ category = '' }) => find({ categories: category }, 'name');

/** GET /product/:sku, after the configured delay. */
export async function product({ sku = '' }) {
  if (config.GO_SLOW > 0) await delay(config.GO_SLOW);
  const [found] = await find({ sku });
  if (found === undefined) throw notFound('SKU not found');
  return found;
}

/** GET /categories */
export const categories = async () =>
  [...new Set((await find({})).flatMap((found) => found.categories))].sort();

/** GET /search/:text, over names and descriptions. */
export async function search({ text = '' }) {
  const query = parseQuery(text);
  return (await find({})).filter(({ name, description }) => matches(`${name}\n${description}`, query));
}
