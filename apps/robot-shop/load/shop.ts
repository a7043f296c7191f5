import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { seededRandom } from '../seed/cities.ts';
import { type Client, openClient, type Tally } from './client.ts';

// What the load needs of the answers; the rest, such as the lines of a cart that is paid, is passed on as it came.
const anything = z.unknown();
const newcomer = z.object({ uuid: z.string() });
const categories = z.array(z.string());
const rating = z.object({ avg_rating: z.number() });
const paid = z.object({ orderid: z.string() });
const products = z.array(z.object({ sku: z.string(), instock: z.number() }));
const cart = z.looseObject({ total: z.number(), items: z.array(z.looseObject({ sku: z.string() })) });
const countries = z.array(z.object({ code: z.string(), name: z.string() }));
const cities = z.array(z.object({ uuid: z.number(), name: z.string() }));
const cost = z.object({ distance: z.number(), cost: z.number() });

/** How one user behaves. */
export interface ShopperOptions {
  /** Decides all that is left to chance. */
  seed: number;
  /** Ends the user after the task in hand. */
  stop: AbortSignal;
  /** Least and greatest milliseconds between two tasks; the original's 2 to 10 s if left out. */
  waitMs?: [number, number];
  /** Whether to send also the payments that the original sends to provoke an error. */
  errors?: boolean;
}

/** How much load, for how long. */
export interface LoadPlan {
  users: number;
  seconds: number;
  waitMs?: [number, number];
  errors?: boolean;
}

/** What came of a load: all requests, and those whose answers were not as they should be, at most 100 of them. */
export interface LoadResult {
  requests: number;
  failures: string[];
}

/**
 * One user of the original's load generator: logs in or goes shopping, as chance has it, waits, and begins again
 * until stopped. Unlike there every answer is checked.
 */
export async function shopper(
  baseUrl: string,
  { seed, stop, waitMs = [2000, 10_000], errors = false }: ShopperOptions,
  tally: Tally = { requests: 0, failures: [] },
): Promise<LoadResult> {
  const random = seededRandom(seed);
  const client = openClient(baseUrl, random, tally);
  const tasks = [logIn, shop, ...(errors ? [payNothing] : [])];
  while (!stop.aborted) {
    try {
      await pick(tasks, random)(client, random);
    } catch (error) {
      client.fail(error);
    }
    const [least, greatest] = waitMs;
    await delay(least + random() * (greatest - least), undefined, { signal: stop }).catch(() => {});
  }
  return tally;
}

/** Runs many users, who come one after the other during the first quarter of the time. */
export async function runLoad(baseUrl: string, { users, seconds, ...rest }: LoadPlan): Promise<LoadResult> {
  const tally: Tally = { requests: 0, failures: [] };
  const stop = AbortSignal.timeout(seconds * 1000);
  const everyMs = Math.min(1000, (seconds * 1000) / 4 / users);
  await Promise.all(
    Array.from({ length: users }, async (_none, index) => {
      await delay(index * everyMs, undefined, { signal: stop }).catch(() => {});
      await shopper(baseUrl, { seed: index + 1, stop, ...rest }, tally);
    }),
  );
  return tally;
}

async function logIn(client: Client): Promise<void> {
  await client.post('/api/user/login', { name: 'user', password: 'password' }, anything);
}

async function shop(client: Client, random: () => number): Promise<void> {
  await client.page('/');
  const { uuid: id } = await client.get('/api/user/uniqueid', newcomer);
  await client.get('/api/catalogue/categories', categories);
  const all = await client.get('/api/catalogue/products', products);
  const inStock = all.filter(({ instock }) => instock !== 0);
  for (let times = 0; times < 2; times++) {
    const { sku } = pick(inStock, random);
    if (random() < 0.3) await client.put(`/api/ratings/api/rate/${sku}/${1 + Math.floor(random() * 5)}`);
    await client.get(`/api/catalogue/product/${sku}`, anything);
    await client.get(`/api/ratings/api/fetch/${sku}`, rating);
    await client.get(`/api/cart/add/${id}/${sku}/1`, cart);
  }
  const { items } = await client.get(`/api/cart/cart/${id}`, cart);
  await client.get(`/api/cart/update/${id}/${pick(items, random).sku}/2`, cart);

  const country = pick(await client.get('/api/shipping/codes', countries), random);
  const there = await client.get(`/api/shipping/cities/${country.code}`, cities);
  const city = pick(there, random);
  const price = await client.get(`/api/shipping/calc/${city.uuid}`, cost);
  const location = `${country.name} ${city.name}`;
  const shipped = await client.post(`/api/shipping/confirm/${id}`, { ...price, location }, cart);
  await client.post(`/api/payment/pay/${id}`, shipped, paid);
}

async function payNothing(client: Client): Promise<void> {
  await client.refused(500, '/api/payment/pay/partner-57', { total: 0, tax: 0 });
}

function pick<Value>(values: Value[], random: () => number): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('there is nothing to choose from');
  return value;
}
