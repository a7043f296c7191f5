import { type Filter, ObjectId } from 'mongodb';
import { invalid, notFound } from '#shared/errors';
import { isDuplicateKey, openCollection } from '#shared/state/mongo';
import { findAccount, mongo } from './accounts.ts';

/** One order of one user. The original kept all orders of a user in one document and lost some. */
interface StoredOrder {
  name: string;
  orderid: string;
  cart?: unknown;
  at: Date;
}

const withOrders = openCollection<StoredOrder>(mongo, 'orders');

/**
 * Which part of a history is wanted: at most `limit` orders, after the one with the id `after`. With `missing` the history of somebody
 * who has not ordered yet is empty.
 */
export interface Page {
  limit?: number | undefined;
  after?: string | undefined;
  missing?: 'empty' | undefined;
}

/** Adds an order to a user's history, once. Throws 404 for somebody who is not registered. */
export async function addOrder(name: string, orderid: string, cart: unknown): Promise<void> {
  if ((await findAccount(name)) === null) throw notFound('name not found');
  try {
    // The id made here keeps the order of orders that one process adds in the same millisecond.
    await withOrders((orders) =>
      orders.insertOne({
        _id: new ObjectId(),
        name,
        orderid,
        ...(cart !== undefined && { cart }),
        at: new Date(),
      }),
    );
  } catch (error) {
    if (isDuplicateKey(error)) return;
    throw error;
  }
}

/** A user's orders, oldest first. Throws 404 when there are none and none is no answer, 400 when `after` is not one of them. */
export async function history(name: string, { limit, after, missing }: Page): Promise<object> {
  const account = await findAccount(name);
  if (account === null) throw notFound('history not found');
  const from: Filter<StoredOrder> = after === undefined ? {} : await laterThan(name, after);
  const orders = await withOrders((all) =>
    all
      .find({ name, ...from }, { sort: { at: 1, _id: 1 }, ...(limit === undefined ? {} : { limit }) })
      .toArray(),
  );
  if (orders.length === 0 && after === undefined && missing === undefined)
    throw notFound('history not found');
  return { _id: account._id, name, history: orders.map(({ orderid, cart }) => ({ orderid, cart })) };
}

async function laterThan(name: string, orderid: string): Promise<Filter<StoredOrder>> {
  const order = await withOrders((orders) => orders.findOne({ name, orderid }));
  if (order === null) throw invalid(`after must be the orderid of an order of ${name}`);
  return { $or: [{ at: { $gt: order.at } }, { at: order.at, _id: { $gt: order._id } }] };
}
