import type { Db } from 'mongodb';
import { isDuplicateKey } from '#shared/state/mongo';
import type { Cover, Product, Question } from './products.ts';

/** The products of the original. */
export const products: Product[] = [
  {
    code: 'CAR',
    name: 'Happy Driver',
    image: '/static/car.jpg',
    description: 'Car insurance',
    covers: [optional('C1', 'Assistance')],
    questions: [numeric('NUM_OF_CLAIM', 3, 'Number of claims in last 5 years')],
    maxNumberOfInsured: 1,
    icon: 'car',
  },
  {
    code: 'FAI',
    name: 'Happy farm',
    image: '/static/farm.jpg',
    description: 'Farm insurance',
    covers: [
      mandatory('C1', 'Crops', 200_000),
      mandatory('C2', 'Flood', 100_000),
      mandatory('C3', 'Fire', 50_000),
      optional('C4', 'Equipment', 300_000),
    ],
    questions: [
      choice('TYP', 1, 'Cultivation type', { ZB: 'Crop', KW: 'Vegetable' }),
      numeric('AREA', 2, 'Area'),
      numeric('NUM_OF_CLAIM', 3, 'Number of claims in last 5 years'),
      choice('FLOOD', 4, 'Located in flood risk area', { YES: 'Yes', NO: 'No' }),
    ],
    maxNumberOfInsured: 1,
    icon: 'apple',
  },
  {
    code: 'HSI',
    name: 'Happy House',
    image: '/static/house.jpg',
    description: 'House insurance',
    covers: [
      mandatory('C1', 'Fire', 200_000),
      mandatory('C2', 'Flood', 100_000),
      mandatory('C3', 'Theft', 50_000),
      optional('C4', 'Assistance'),
    ],
    questions: [
      choice('TYP', 1, 'Apartment / House', { APT: 'Apartment', HOUSE: 'House' }),
      numeric('AREA', 2, 'Area'),
      numeric('NUM_OF_CLAIM', 3, 'Number of claims in last 5 years'),
      choice('FLOOD', 4, 'Located in flood risk area', { YES: 'Yes', NO: 'No' }),
    ],
    maxNumberOfInsured: 5,
    icon: 'building',
  },
  {
    code: 'TRI',
    name: 'Safe Traveller',
    image: '/static/travel.jpg',
    description: 'Travel insurance',
    covers: [
      mandatory('C1', 'Luggage', 5000),
      mandatory('C2', 'Illness', 5000),
      optional('C3', 'Assistance'),
    ],
    questions: [
      choice('DESTINATION', 1, 'Destination', { EUR: 'Europe', WORLD: 'World', PL: 'Poland' }),
      numeric('NUM_OF_ADULTS', 2, 'Number of adults'),
      numeric('NUM_OF_CHILDREN', 3, 'Number of children'),
    ],
    maxNumberOfInsured: 10,
    icon: 'plane',
  },
];

/** Adds the products that are not there, also when somebody else does the same at this moment. */
export async function seedProducts(db: Db): Promise<void> {
  const collection = db.collection<Product>('product');
  await collection.createIndex({ code: 1 }, { unique: true });
  for (const product of products) {
    try {
      await collection.insertOne({ ...product });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

function mandatory(code: string, name: string, sumInsured: number): Cover {
  return { code, name, optional: false, sumInsured };
}

function optional(code: string, name: string, sumInsured?: number): Cover {
  return { code, name, optional: true, ...(sumInsured === undefined ? {} : { sumInsured }) };
}

function numeric(code: string, index: number, text: string): Question {
  return { type: 'numeric', code, index, text };
}

function choice(code: string, index: number, text: string, labels: Record<string, string>): Question {
  const choices = Object.entries(labels).map(([code, label]) => ({ code, label }));
  return { type: 'choice', code, index, text, choices };
}
