/** A robot for sale; prices are in euro and include 20 % tax. */
export interface Product {
  sku: string;
  name: string;
  description: string;
  price: number;
  instock: number;
  categories: string[];
}

/** One line of a cart; the shipping is a line too, with SKU `SHIP`. */
export interface Item {
  qty: number;
  sku: string;
  name: string;
  price: number;
  subtotal: number;
}

/** A cart as the server keeps it. */
export interface Cart {
  total: number;
  tax: number;
  items: Item[];
}

/** The votes for a robot; 0 of 0 when nobody voted. */
export interface Rating {
  avg_rating: number;
  rating_count: number;
}

/** A country that we deliver to. */
export interface Country {
  code: string;
  name: string;
}

/** A city that we deliver to. */
export interface City {
  uuid: number;
  name: string;
  /** Two digits, for a part of the country. */
  region: string;
  latitude: number;
  longitude: number;
}

/** The way to a city in kilometres and what it costs in euro. */
export interface Delivery {
  distance: number;
  cost: number;
}

/** A past order of a registered customer. */
export interface PastOrder {
  orderid: string;
  cart: Cart;
}

/** How far an order has come. */
export type OrderStatus = 'accepted' | 'paid' | 'dispatched';
