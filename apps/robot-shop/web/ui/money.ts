import type { Cart, Item } from './types.ts';

const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });

/** An amount in euro with two decimals. */
export const euro = (amount: number): string => format.format(amount);

/** Whether a line of the cart is the shipping. */
export const isShipping = (item: Item): boolean => item.sku === 'SHIP';

/** How many robots are in a cart; the shipping is none. */
export const robotCount = (cart: Cart): number =>
  cart.items.reduce((sum, item) => sum + (isShipping(item) ? 0 : item.qty), 0);

/** `1 robot`, `2 robots`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
