import * as z from 'zod';
import { call, jsonOf } from '#shared/http/client';
import { HttpError, notFound } from '#shared/http/errors';
import { config } from './config.ts';

const product = z.object({ sku: z.string(), name: z.string(), price: z.number(), instock: z.number() });

/** Reads a product from the catalogue. Throws 404, also when it is out of stock. */
export async function productToAdd(sku: string): Promise<z.infer<typeof product>> {
  const answer = await call(`${config.CATALOGUE_URL}/product/${encodeURIComponent(sku)}`);
  if (answer.status === 404) throw notFound('product not found');
  if (answer.status !== 200) throw new HttpError(500, `catalogue answered ${answer.status}`);
  const parsed = product.safeParse(jsonOf(answer));
  if (!parsed.success) throw new HttpError(502, `catalogue answered no product for ${sku}`);
  if (parsed.data.instock <= 0) throw notFound('out of stock');
  return parsed.data;
}
