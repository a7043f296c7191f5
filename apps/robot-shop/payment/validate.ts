import { createHash } from 'node:crypto';
import * as z from 'zod';
import { invalid } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { type Blame, parse } from '#shared/parse';
import { type Cart, shippingSku } from '../cart/cart.ts';

/** A cart as the client sends it; only what is compared with the stored one is looked at, and it may have any type. */
export interface ClaimedCart {
  total: unknown;
  items: { sku?: unknown; qty?: unknown; price?: unknown }[];
}
const body = z.looseObject({ items: z.array(z.looseObject({})) });

/** As the original: a body without items is its own defect. */
const withoutItems: Blame = () => new HttpError(500, 'the cart has no list of items');

/** Reads the body of a payment with the original's rules: 500 without items, 400 without shipping or total. */
export function claimedCart(claimed: unknown): ClaimedCart {
  const { items, total } = parse(body, claimed, 'body', withoutItems);
  const cart = { total: total ?? 0, items };
  const isShipped = cart.items.some(({ sku }) => sku === shippingSku);
  if (!isShipped || cart.total === 0) throw invalid('cart not valid');
  return cart;
}

/** The same text for carts with the same products, quantities, prices and total. */
export const fingerprint = ({ total, items }: ClaimedCart): string =>
  hash(JSON.stringify([total, items.map(({ sku, qty, price }) => JSON.stringify([sku, qty, price])).sort()]));

/** One key for one version of one cart. */
export const orderKey = (id: string, version: string): string => hash(JSON.stringify([id, version]));

/** The lines of products, without the one for shipping. */
export const linesToSend = ({ items }: Cart): { sku: string; qty: number; price: number }[] =>
  items.filter(({ sku }) => sku !== shippingSku).map(({ sku, qty, price }) => ({ sku, qty, price }));

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
