import { openCollection, openMongo } from '#shared/state/mongo';
import { config } from './config.ts';

/** What an insurance covers; `sumInsured` in euro, absent where there is no limit. */
export interface Cover {
  code: string;
  name: string;
  /** Whether one may buy the product without it. */
  optional: boolean;
  sumInsured?: number;
}

/** What a customer is asked, at place `index` of the form. */
export type Question = { code: string; index: number; text: string } & (
  | { type: 'choice'; choices: { code: string; label: string }[] }
  | { type: 'numeric' | 'date' }
);

/** An insurance product as it is stored and answered. */
export interface Product {
  code: string;
  name: string;
  image: string;
  description: string;
  covers: Cover[];
  questions: Question[];
  maxNumberOfInsured: number;
  icon: string;
}

/** The database of the products. */
export const mongo = openMongo(config.MONGO_URL);

const withProducts = openCollection<Product>(mongo, 'product');
const asAnswered = { projection: { _id: 0 } } as const;

/** All products by their codes. */
export const allProducts = (): Promise<Product[]> =>
  withProducts((products) => products.find({}, { ...asAnswered, sort: { code: 1 } }).toArray());

/** One product, or null. */
export const findProduct = (code: string): Promise<Product | null> =>
  withProducts((products) => products.findOne({ code }, asAnswered));
