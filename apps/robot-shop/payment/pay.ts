import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { conflict, isKind, notFound, unavailable } from '#shared/errors';
import type { HeldCart } from './clients.ts';
import * as clients from './clients.ts';
import { config } from './config.ts';
import type { QueueOrder } from './orders.ts';
import type { OrderRecord } from './records.ts';
import * as records from './records.ts';
import { claimedCart, fingerprint, orderKey } from './validate.ts';

/** Milliseconds for which a payment may be repeated after its cart is gone. */
const repeatableMs = 3_600_000;

/** A paid order, and whether this request was the one that finished it. */
export interface Payment {
  order: OrderRecord;
  isFirst: boolean;
}

/**
 * Pays a cart. Each step may be made again without harm: whoever repeats the request, because it failed halfway or
 * because the answer was lost, gets the same order, and what was missing is done.
 */
export async function pay(id: string, body: unknown, queueOrder: QueueOrder): Promise<Payment> {
  const [registered, held] = await Promise.all([clients.isRegistered(id), clients.heldCart(id)]);
  const order = await orderOf(id, registered, held, body);
  if (order.doneAt !== undefined) return { order, isFirst: false };

  if (order.status === 'accepted') {
    await collect(order);
    await delay(config.PAYMENT_DELAY_MS);
  }
  if (order.status !== 'dispatched')
    await queueOrder({ orderid: order._id, user: order.user, cart: order.cart });
  if (order.registered) await clients.addToHistory(order);
  await clients.deleteCart(order);
  return { order, isFirst: await records.markDone(order._id) };
}

/** The order that a cart becomes or has become. Throws 404 without a cart, 409 when it is not what the client shows. */
async function orderOf(
  id: string,
  registered: boolean,
  held: HeldCart | undefined,
  body: unknown,
): Promise<OrderRecord> {
  const claimed = claimedCart(body);
  if (held === undefined) {
    const since = new Date(Date.now() - repeatableMs);
    const recent = await records.findRecent(id, fingerprint(claimed), since);
    if (recent === null) throw notFound('cart not found');
    return recent;
  }
  const { cart, version } = held;
  if (fingerprint(cart) !== fingerprint(claimed)) throw conflict('cart has changed');
  return accept({
    _id: randomUUID(),
    key: orderKey(id, version),
    user: id,
    registered,
    cart,
    version,
    fingerprint: fingerprint(cart),
    status: 'accepted',
    at: new Date(),
  });
}

/** Writes the order down before anything happens. A withdrawn one of the same cart is cleared away first. */
async function accept(fresh: OrderRecord): Promise<OrderRecord> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const order = await records.recordOrder(fresh);
    if (order !== null && order.status !== 'withdrawn') return order;
    if (order !== null) await clearAway(order);
  }
  throw unavailable('the cart is being paid by another request');
}

/** Takes the products out of stock and the money. When either fails, both are as before. */
async function collect(order: OrderRecord): Promise<void> {
  try {
    await clients.reserveStock(order);
  } catch (error) {
    if (isKind(error, 'conflict')) await records.removeOrder(order._id);
    throw error;
  }
  try {
    await clients.charge(order);
  } catch (error) {
    // Two requests may pay the same order at once; if the other one was successful, so is this one.
    if (await records.markWithdrawn(order._id)) {
      await clearAway(order);
      throw error;
    }
  }
  if (!(await records.markPaid(order._id))) throw conflict('the order was given up, please pay again');
}

async function clearAway(order: OrderRecord): Promise<void> {
  await clients.releaseStock(order);
  await records.removeOrder(order._id);
}
