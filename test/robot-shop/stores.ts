import { MongoClient } from 'mongodb';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';

const { MONGO_URL } = process.env;

/** Why tests cannot read the stores of the shop, or false. */
export const noStores: string | false =
  !MONGO_URL && 'the stores cannot be read: MONGO_URL does not name the MongoDB of the deployment';

/**
 * How often each of the orders was dispatched, in the order of the ids, read from the store of dispatch itself. Throws where
 * `noStores` says why.
 */
export async function dispatchesOf(form: Form, orderids: string[]): Promise<number[]> {
  if (!MONGO_URL) throw new Error(String(noStores));
  const client = new MongoClient(MONGO_URL);
  try {
    const dispatches = client.db(nameIn(form, 'dispatch')).collection<{ _id: string }>('dispatches');
    const found = await dispatches.find({ _id: { $in: orderids } }).toArray();
    return orderids.map((orderid) => found.filter(({ _id }) => _id === orderid).length);
  } finally {
    await client.close();
  }
}
