import { MongoClient } from 'mongodb';
import type { Form } from '#shared/app/define-app';

/** How often each of the orders had its effect, read from the store itself; `undefined` without MONGO_URL. */
export async function dispatchesOf(form: Form, orderids: string[]): Promise<number[] | undefined> {
  const url = process.env.MONGO_URL;
  if (!url) return undefined;
  const client = new MongoClient(url);
  try {
    const name = form === 'microservice' ? 'orders' : 'orders_serverless';
    const orders = client.db(name).collection<{ _id: string; dispatches?: number }>('orders');
    const found = await orders.find({ _id: { $in: orderids } }).toArray();
    return found.map(({ dispatches = 0 }) => dispatches);
  } finally {
    await client.close();
  }
}
