import { isDuplicateKey, openCollection, openMongo } from '#shared/state/mongo';
import type { Cart } from '../cart/cart.ts';
import { config } from './config.ts';

/** What is known about an order. */
export interface OrderRecord {
  /** The order id, a UUID. */
  _id: string;
  /** Unique for the id and the version of the cart, so that a cart is paid once. */
  key: string;
  user: string;
  registered: boolean;
  cart: Cart;
  /** The version of the cart, as the cart service told it. */
  version: string;
  /** The same for carts with the same lines and total. */
  fingerprint: string;
  /** `withdrawn`: not paid after all, its stock is being put back. */
  status: 'accepted' | 'withdrawn' | 'paid' | 'dispatched';
  at: Date;
  paidAt?: Date;
  dispatchedAt?: Date;
  /** When all that belongs to the payment was done, dispatch excepted. */
  doneAt?: Date;
}

/** The database `orders`. */
export const mongo = openMongo(config.MONGO_URL);

const withOrders = openCollection<OrderRecord>(mongo, 'orders');

/** An order, or null. */
export const findOrder = (orderid: string): Promise<OrderRecord | null> =>
  withOrders((orders) => orders.findOne({ _id: orderid }));

/** A customer's latest order of such a cart since a time, or null. */
export const findRecent = (user: string, fingerprint: string, since: Date): Promise<OrderRecord | null> =>
  withOrders((orders) =>
    orders.findOne(
      { user, fingerprint, at: { $gt: since }, status: { $ne: 'withdrawn' } },
      { sort: { at: -1 } },
    ),
  );

/** Writes an order down, or finds the one that the same cart has become already. */
export async function recordOrder(record: OrderRecord): Promise<OrderRecord | null> {
  try {
    await withOrders((orders) => orders.insertOne(record));
    return record;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return withOrders((orders) => orders.findOne({ key: record.key }));
  }
}

/** Whether the order is paid now or was before. */
export const markPaid = (orderid: string): Promise<boolean> =>
  withOrders(async (orders) => {
    const change = { $set: { status: 'paid', paidAt: new Date() } } as const;
    const { modifiedCount } = await orders.updateOne({ _id: orderid, status: 'accepted' }, change);
    if (modifiedCount === 1) return true;
    return (await orders.countDocuments({ _id: orderid, status: { $in: ['paid', 'dispatched'] } })) === 1;
  });

/** Whether the order is withdrawn now, or was before; one that somebody else has paid meanwhile is not. */
export const markWithdrawn = (orderid: string): Promise<boolean> =>
  withOrders(async (orders) => {
    await orders.updateOne({ _id: orderid, status: 'accepted' }, { $set: { status: 'withdrawn' } });
    return (await orders.countDocuments({ _id: orderid, status: { $in: ['paid', 'dispatched'] } })) === 0;
  });

/** Notes that a paid order is dispatched; a second time changes nothing. */
export const markDispatched = (orderid: string): Promise<unknown> =>
  withOrders((orders) =>
    orders.updateOne(
      { _id: orderid, status: 'paid' },
      { $set: { status: 'dispatched', dispatchedAt: new Date() } },
    ),
  );

/** At most `limit` orders that were paid before a time and are not dispatched. */
export const findOverdue = (before: Date, limit: number): Promise<OrderRecord[]> =>
  withOrders((orders) => orders.find({ status: 'paid', paidAt: { $lt: before } }, { limit }).toArray());

/** At most `limit` orders that were paid before a time and whose payment broke off after that. */
export const findUnfinished = (before: Date, limit: number): Promise<OrderRecord[]> =>
  withOrders((orders) =>
    orders.find({ status: 'paid', paidAt: { $lt: before }, doneAt: { $exists: false } }, { limit }).toArray(),
  );

/** Removes an order that came to nothing. */
export const removeOrder = (orderid: string): Promise<unknown> =>
  withOrders((orders) => orders.deleteOne({ _id: orderid, status: { $in: ['accepted', 'withdrawn'] } }));

/** Whether this is the first time that all was done. */
export const markDone = (orderid: string): Promise<boolean> =>
  withOrders(async (orders) => {
    const change = { $set: { doneAt: new Date() } };
    return (await orders.updateOne({ _id: orderid, doneAt: { $exists: false } }, change)).modifiedCount === 1;
  });
