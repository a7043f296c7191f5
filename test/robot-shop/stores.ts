import { type Db, MongoClient } from 'mongodb';
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
export const dispatchesOf = (form: Form, orderids: string[]): Promise<number[]> =>
  withDatabase(form, 'dispatch', async (database) => {
    const dispatches = database.collection<{ _id: string }>('dispatches');
    const found = await dispatches.find({ _id: { $in: orderids } }).toArray();
    return orderids.map((orderid) => found.filter(({ _id }) => _id === orderid).length);
  });

/** The id of a customer's only order, read from the store of payment. Throws where `noStores` says why. */
export const orderOf = (form: Form, user: string): Promise<string> =>
  withDatabase(form, 'orders', async (database) => {
    const [order, ...others] = await database.collection<{ _id: string }>('orders').find({ user }).toArray();
    if (order === undefined || others.length > 0) throw new Error(`${user} has not one order`);
    return order._id;
  });

async function withDatabase<Result>(
  form: Form,
  name: string,
  work: (database: Db) => Promise<Result>,
): Promise<Result> {
  if (!MONGO_URL) throw new Error(String(noStores));
  const client = new MongoClient(MONGO_URL);
  try {
    return await work(client.db(nameIn(form, name)));
  } finally {
    await client.close();
  }
}
