import type { ObjectId } from 'mongodb';
import { openCollection, openMongo } from '#shared/state/mongo';
import { config } from './config.ts';

/** A product as it is stored and answered; prices in euro, tax included. */
export interface Product {
  sku: string;
  name: string;
  description: string;
  price: number;
  instock: number;
  categories: string[];
}

/** `holds` are the orders that are being reserved at this moment, see `stock.ts`; nobody else sees them. */
export type StoredProduct = Product & { _id: ObjectId; holds?: string[] };

/** The database `catalogue`. */
export const mongo = openMongo(config.MONGO_URL);

/** Runs `work` with the collection of products. */
export const withProducts = openCollection<StoredProduct>(mongo, 'products');
