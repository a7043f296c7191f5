import { withProducts } from './products.ts';

/** One product in an order; the price in euro, as the customer saw it. */
export interface Line {
  sku: string;
  qty: number;
  price: number;
}

/*
 * Each change of a product's stock notes in the same atomic update for which order it was made. So a change that
 * may or may not have happened, because somebody died halfway, is simply made again: it happens once.
 */

/** Takes one product out of stock for an order, once. Answers what is in the way, if anything is. */
export const hold = (orderid: string, { sku, qty, price }: Line): Promise<string | undefined> =>
  withProducts(async (products) => {
    const taken = await products.updateOne(
      { sku, price, instock: { $gte: qty }, holds: { $ne: orderid } },
      { $inc: { instock: -qty }, $push: { holds: orderid } },
    );
    if (taken.modifiedCount === 1) return undefined;
    const product = await products.findOne({ sku });
    if (product?.holds?.includes(orderid)) return undefined;
    return product === null || product.price === price ? `out of stock: ${sku}` : `price changed: ${sku}`;
  });

/** Undoes `hold` if it happened. */
export const unhold = (orderid: string, { sku, qty }: Line): Promise<unknown> =>
  withProducts((products) =>
    products.updateOne({ sku, holds: orderid }, { $inc: { instock: qty }, $pull: { holds: orderid } }),
  );

/** Puts back what an order had taken and `forget` no longer knows of, once. */
export const giveBack = (orderid: string, { sku, qty }: Line): Promise<unknown> =>
  withProducts((products) =>
    products.updateOne(
      { sku, holds: { $ne: returned(orderid) } },
      { $inc: { instock: qty }, $push: { holds: returned(orderid) } },
    ),
  );

/** Removes the notes about an order whose reservation is settled. */
export const forget = (orderid: string, items: Line[]): Promise<unknown> =>
  withProducts((products) =>
    products.updateMany(
      { sku: { $in: items.map(({ sku }) => sku) } },
      { $pull: { holds: { $in: [orderid, returned(orderid)] } } },
    ),
  );

const returned = (orderid: string): string => `${orderid} returned`;
