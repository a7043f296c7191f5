import { MongoClient } from 'mongodb';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';

const { MONGO_URL } = process.env;

/** Why tests cannot read the stores of the shop, or false. */
export const noStores: string | false =
  !MONGO_URL && 'the stores cannot be read: MONGO_URL does not name the MongoDB of the deployment';

/**
 * How often each of the orders had its effect, in the order of the ids, read from the store itself. Throws for an order that is
 * not in the store, and where `noStores` says why.
 */
export async function dispatchesOf(form: Form, orderids: string[]): Promise<number[]> {
  if (!MONGO_URL) throw new Error(String(noStores));
  const client = new MongoClient(MONGO_URL);
  try {
    const orders = client
      .db(nameIn(form, 'orders'))
      .collection<{ _id: string; dispatches?: number }>('orders');
    const found = await orders.find({ _id: { $in: orderids } }).toArray();
    const dispatches = new Map(found.map(({ _id, dispatches = 0 }) => [_id, dispatches]));
    return orderids.map((orderid) => {
      const times = dispatches.get(orderid);
      if (times === undefined) throw new Error(`the store of the ${form} form has no order ${orderid}`);
      return times;
    });
  } finally {
    await client.close();
  }
}
