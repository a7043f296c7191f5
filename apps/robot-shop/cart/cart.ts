import * as z from 'zod';
import { notFound } from '#shared/errors';

/** A line of a cart; prices in euro, tax included. */
const item = z.object({
  qty: z.number(),
  sku: z.string(),
  name: z.string(),
  price: z.number(),
  subtotal: z.number(),
});
export type Item = z.output<typeof item>;

/** What a customer is about to buy. `total` holds shipping and the tax, which is `tax`. */
export const cart = z.object({ total: z.number(), tax: z.number(), items: z.array(item) });
export type Cart = z.output<typeof cart>;

/** The SKU of the line that stands for shipping. */
export const shippingSku = 'SHIP';

export const emptyCart: Cart = { total: 0, tax: 0, items: [] };

/** Adds a product; a line that is there already keeps its price. */
export function addProduct(
  cart: Cart,
  product: { sku: string; name: string; price: number },
  qty: number,
): Cart {
  const { sku, name, price } = product;
  const held = cart.items.find((item) => item.sku === sku);
  if (held === undefined) return priced([...cart.items, line({ qty, sku, name, price })]);
  return priced(cart.items.map((item) => (item === held ? line({ ...item, qty: item.qty + qty }) : item)));
}

/** Sets the quantity of a line; 0 removes it. Throws 404 if there is no such line. */
export function setQuantity(cart: Cart, sku: string, qty: number): Cart {
  if (!cart.items.some((item) => item.sku === sku)) throw notFound('not in cart');
  const items = cart.items.map((item) => (item.sku === sku ? line({ ...item, qty }) : item));
  return priced(items.filter((item) => item.qty > 0));
}

/** Adds or replaces the one line for shipping; `cost` in euro, which is rounded to cents. */
export function setShipping(cart: Cart, cost: number, location: string): Cart {
  const price = cents(cost) / 100;
  const shipping = line({ qty: 1, sku: shippingSku, name: `shipping to ${location}`, price });
  const isThere = cart.items.some((item) => item.sku === shippingSku);
  if (!isThere) return priced([...cart.items, shipping]);
  return priced(cart.items.map((item) => (item.sku === shippingSku ? shipping : item)));
}

/** Puts all lines of `from` into `into`; of two lines for shipping the one of `from` is kept. */
export function merge(from: Cart, into: Cart): Cart {
  const shipping = from.items.some((item) => item.sku === shippingSku);
  const kept = into.items.filter((item) => !(shipping && item.sku === shippingSku));
  return from.items.reduce((cart, item) => addProduct(cart, item, item.qty), priced(kept));
}

const line = (item: Omit<Item, 'subtotal'>): Item => ({
  qty: item.qty,
  sku: item.sku,
  name: item.name,
  price: item.price,
  subtotal: (cents(item.price) * item.qty) / 100,
});

/** Sums are made of whole cents. The tax of 20 % is in the total; it is a plain float, as in the original. */
function priced(items: Item[]): Cart {
  const total = items.reduce((sum, item) => sum + cents(item.subtotal), 0) / 100;
  return { total, tax: total - total / 1.2, items };
}

const cents = (euro: number): number => Math.round(euro * 100);
