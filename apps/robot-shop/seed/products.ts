import type { Product } from '../catalogue/products.ts';

const robot = ['Robot'];
const ai = ['Artificial Intelligence'];

/**
 * The eleven products of the original with its SKUs, prices, stock and categories; the descriptions are ours. Two
 * are out of stock from the beginning, one is in both categories.
 */
export const products: Product[] = [
  {
    sku: 'Watson',
    name: 'Watson',
    description:
      'Knows the answer before you know the question. Insists that quiz shows were beneath it anyway.',
    price: 2001,
    instock: 2,
    categories: ai,
  },
  {
    sku: 'Ewooid',
    name: 'Ewooid',
    description: 'A sentient helper of few words and great warmth. Will carry your bags, but not a grudge.',
    price: 200,
    instock: 0,
    categories: ai,
  },
  {
    sku: 'HPTD',
    name: 'High-Powered Travel Droid',
    description: 'Bodyguard and map in one for people who get lost between stars. Folds into cabin luggage.',
    price: 1200,
    instock: 12,
    categories: robot,
  },
  {
    sku: 'UHJ',
    name: 'Ultimate Harvesting Juggernaut',
    description:
      'Picks the ripest alien fruit on eleven planets, politely. Scarecrows have filed a complaint.',
    price: 5000,
    instock: 10,
    categories: robot,
  },
  {
    sku: 'EPE',
    name: 'Extreme Probe Emulator',
    description: 'Fits every socket and talks its way into any system. Please use it on your own ones only.',
    price: 953,
    instock: 1,
    categories: robot,
  },
  {
    sku: 'EMM',
    name: 'Exceptional Medical Machine',
    description: 'A surgeon with twelve steady hands and a gentle bedside manner. Hums while it operates.',
    price: 1024,
    instock: 1,
    categories: robot,
  },
  {
    sku: 'SHCE',
    name: 'Strategic Human Control Emulator',
    description: 'Fluent in six million forms of small talk. Ends quarrels at table, and sometimes wars.',
    price: 300,
    instock: 12,
    categories: robot,
  },
  {
    sku: 'RED',
    name: 'Responsive Enforcer Droid',
    description: 'Guards whatever you put behind it, day and night. Opens for friends, cats and pizza.',
    price: 700,
    instock: 5,
    categories: robot,
  },
  {
    sku: 'RMC',
    name: 'Robotic Mining Cyborg',
    description: 'Digs for rare minerals without ever asking for daylight. Comes with its own tiny helmet.',
    price: 42,
    instock: 48,
    categories: robot,
  },
  {
    sku: 'STAN-1',
    name: 'Stan',
    description:
      'Observability expert and our mascot. Watches every request, remembers every trace, judges none.',
    price: 67,
    instock: 1000,
    categories: [...robot, ...ai],
  },
  {
    sku: 'CNA',
    name: 'Cybernated Neutralization Android',
    description: 'Keeps the air of a spaceship fresh after chilli night. Pine forest or new robot smell.',
    price: 1000,
    instock: 0,
    categories: robot,
  },
];
