import { randomUUID } from 'node:crypto';
import type { Shop } from '#test/harness/forms';

/** A name that no other run has used. */
export const unique = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;

/** Why tests of the stock are skipped, where it is endless. */
export const endlessStock = process.env.COMPAT === 'original' && 'with COMPAT=original the stock is endless';

/** How many of a product are in stock. */
export async function stockOf(request: Shop['request'], sku: string): Promise<number> {
  const { body } = await request.get(`/api/catalogue/product/${sku}`).expect(200);
  return (body as { instock: number }).instock;
}

/** Puts an order's products back, so that the tests can be run again and again. */
export const restock = (request: Shop['request'], orderid: string) =>
  request.post('/api/catalogue/release').send({ orderid }).expect(200);

/** The answers of the same request, made several times at once. */
export const atOnce = <Result>(times: number, make: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: times }, (_none, index) => make(index)));
