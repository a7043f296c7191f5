import * as z from 'zod';
import { notFound } from '#shared/errors';
import { call, failure, readResponse } from '#shared/http/client';
import { kindOf } from '#shared/http/errors';
import { config } from './config.ts';

const product = z.object({ sku: z.string(), name: z.string(), price: z.number(), instock: z.number() });

/** Reads a product from the catalogue. Throws 404, also when it is out of stock. */
export async function productToAdd(sku: string): Promise<z.infer<typeof product>> {
  const answer = await call(`${config.CATALOGUE_URL}/product/${encodeURIComponent(sku)}`);
  if (kindOf(answer.status) === 'not-found') throw notFound('product not found');
  if (answer.status !== 200) throw failure('catalogue', answer);
  const found = readResponse(product, answer, `product ${sku} of the catalogue`);
  if (found.instock <= 0) throw notFound('out of stock');
  return found;
}
