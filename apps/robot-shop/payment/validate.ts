import { createHash } from 'node:crypto';
import { badRequest, HttpError } from '#shared/http/errors';
import { type Cart, shippingSku } from '../cart/cart.ts';

/** A cart as the client sends it; only what is compared with the stored one is looked at. */
export interface ClaimedCart {
  total: unknown;
  items: { sku?: unknown; qty?: unknown; price?: unknown }[];
}

/** Reads the body of a payment with the original's rules: 500 without items, 400 without shipping or total. */
export function claimedCart(body: unknown): ClaimedCart {
  const { items, total } = Object(body) as { items?: unknown; total?: unknown };
  if (!Array.isArray(items) || !items.every((item) => typeof item === 'object' && item !== null)) {
    throw new HttpError(500, 'the cart has no list of items');
  }
  const cart = { total: total ?? 0, items: items as ClaimedCart['items'] };
  const isShipped = cart.items.some(({ sku }) => sku === shippingSku);
  if (!isShipped || cart.total === 0) throw badRequest('cart not valid');
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
