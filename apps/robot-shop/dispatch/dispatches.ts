import { isDuplicateKey, openCollection, openMongo } from '#shared/state/mongo';
import { config } from './config.ts';

/** An order that has been sent out. */
interface Dispatch {
  /** The order id. */
  _id: string;
  at: Date;
}

const withDispatches = openCollection<Dispatch>(openMongo(config.MONGO_URL), 'dispatches');

/** Records that an order is sent out; whether this is the first time. */
export async function recordDispatch(orderid: string): Promise<boolean> {
  try {
    await withDispatches((dispatches) => dispatches.insertOne({ _id: orderid, at: new Date() }));
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
