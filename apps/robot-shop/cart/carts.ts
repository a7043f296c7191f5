import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { conflict, notFound } from '#shared/errors';
import { getJson, update } from '#shared/state/key-value/key-value';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { openRedis } from '#shared/state/redis';
import { type Cart, cart, emptyCart, merge } from './cart.ts';
import { config } from './config.ts';

/** A cart as it is stored. */
const storedCart = cart.extend({
  /** Another one at each change, so that others can say which cart they have seen. */
  version: z.string(),
  /** Versions of carts that were merged into this one, so that none is merged twice. */
  merged: z.array(z.string()).exactOptional(),
});
type StoredCart = z.output<typeof storedCart>;

/** A cart is kept for an hour after its last change. */
const kept = { schema: storedCart, ttlMs: 3_600_000 };

export const redis = openRedis(config.REDIS_URL);
// Carts once shared their keys with the counter of anonymous ids.
const carts = redisKeyValue(redis, 'cart:');

/** Reads a cart. Throws 404. */
export async function readCart(id: string): Promise<StoredCart> {
  const found = await getJson(carts, id, storedCart);
  if (found === undefined) throw notFound('cart not found');
  return found;
}

/** Changes a cart, which is empty before its first line comes; no change made at the same time is lost. */
export const changeCart = (id: string, change: (cart: Cart) => Cart): Promise<Cart> =>
  update(carts, id, kept, (held) => stored(change(held ?? emptyCart), held?.merged));

/** Changes a cart that is there. Throws 404. */
export const changeHeldCart = (id: string, change: (cart: Cart) => Cart): Promise<Cart> =>
  update(carts, id, kept, (held) => {
    if (held === undefined) throw notFound('cart not found');
    return stored(change(held), held.merged);
  });

/**
 * Copies a cart to another id, or merges it into the cart there; doing it again changes nothing. The source stays
 * until its time is over, as in the original. Throws 404 without a source.
 */
export async function renameCart(from: string, to: string): Promise<Cart> {
  const source = await readCart(from);
  if (from === to) return source;
  return update(carts, to, kept, (held) => {
    if (held?.merged?.includes(source.version)) return held;
    const lines = held === undefined ? source : merge(source, held);
    return stored(lines, [...(held?.merged ?? []), source.version]);
  });
}

/** Deletes a cart; with `version` only if it is that very cart. Throws 404, or 409 if it has changed. */
export async function deleteCart(id: string, version?: string): Promise<void> {
  await update(carts, id, kept, (held) => {
    if (held === undefined) throw notFound('cart not found');
    if (version !== undefined && held.version !== version) throw conflict('cart has changed');
    return undefined;
  });
}

const stored = ({ total, tax, items }: Cart, merged?: string[]): StoredCart => ({
  total,
  tax,
  items,
  version: randomUUID(),
  ...(merged === undefined ? {} : { merged }),
});
