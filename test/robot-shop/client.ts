import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { eventually } from '#test/harness/eventually';

/** A line of a cart. */
export interface Line {
  sku: string;
  qty: number;
  price: number;
  subtotal: number;
}

/** A cart as the shop answers it. */
export interface Cart {
  total: number;
  tax: number;
  items: Line[];
}

/** Somebody who buys at a shop, through its front door; every call asserts that it succeeds. */
export class Shopper {
  readonly id: string;
  readonly #url: string;

  constructor(url: string, id: string) {
    this.#url = url;
    this.id = id;
  }

  /** A shopper without an account. */
  static async anonymous(url: string): Promise<Shopper> {
    const { uuid } = await getJson<{ uuid: string }>(`${url}/api/user/uniqueid`);
    return new Shopper(url, uuid);
  }

  /** A shopper with a new account. */
  static async registered(url: string): Promise<Shopper> {
    const name = `shopper-${randomUUID().slice(0, 8)}`;
    const body = JSON.stringify({ name, password: 'robots', email: `${name}@example.com` });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/user/register`, { method: 'POST', headers, body });
    assert.equal(response.status, 200, await response.text());
    return new Shopper(url, name);
  }

  add(sku: string, qty = 1): Promise<Cart> {
    return getJson(`${this.#url}/api/cart/add/${this.id}/${sku}/${qty}`);
  }

  cart(): Promise<Cart> {
    return getJson(`${this.#url}/api/cart/cart/${this.id}`);
  }

  /** Chooses the first city that begins with `text` and confirms the shipping to it. */
  async ship(code: string, text: string): Promise<Cart> {
    const [city] = await getJson<{ uuid: number; name: string }[]>(
      `${this.#url}/api/shipping/match/${code}/${text}`,
    );
    assert.ok(city, `no city of ${code} begins with ${text}`);
    const cost = await getJson<{ distance: number; cost: number }>(
      `${this.#url}/api/shipping/calc/${city.uuid}`,
    );
    return getJson(`${this.#url}/api/shipping/confirm/${this.id}`, { ...cost, location: city.name });
  }

  /** Sends the payment and returns whatever is answered. */
  tryToPay(cart: Cart): Promise<Response> {
    return fetch(`${this.#url}/api/payment/pay/${this.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(cart),
      signal: AbortSignal.timeout(20_000),
    });
  }

  async pay(cart: Cart): Promise<string> {
    const response = await this.tryToPay(cart);
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return (JSON.parse(text) as { orderid: string }).orderid;
  }

  async isDispatched(orderid: string): Promise<boolean> {
    const order = await getJson<{ status: string }>(`${this.#url}/api/payment/order/${orderid}`);
    return order.status === 'dispatched';
  }

  /** Waits until the order has been dispatched. */
  async dispatched(orderid: string, withinMs = 30_000): Promise<void> {
    await eventually(
      async () => assert.ok(await this.isDispatched(orderid), `${orderid} is not dispatched`),
      withinMs,
    );
  }

  async history(): Promise<string[]> {
    const { history } = await getJson<{ history: { orderid: string }[] }>(
      `${this.#url}/api/user/history/${this.id}`,
    );
    return history.map(({ orderid }) => orderid);
  }
}

/** A shopper with a cart that only needs to be paid. */
export async function readyToPay(url: string, shopper?: Shopper): Promise<{ shopper: Shopper; cart: Cart }> {
  const buyer = shopper ?? (await Shopper.anonymous(url));
  await buyer.add('STAN-1');
  return { shopper: buyer, cart: await buyer.ship('de', 'ber') };
}

/** Many such shoppers, made a few at a time. */
export async function manyReadyToPay(
  url: string,
  count: number,
): Promise<{ shopper: Shopper; cart: Cart }[]> {
  const ready: { shopper: Shopper; cart: Cart }[] = [];
  while (ready.length < count) {
    const batch = Math.min(10, count - ready.length);
    ready.push(...(await Promise.all(Array.from({ length: batch }, () => readyToPay(url)))));
  }
  return ready;
}

async function getJson<Value>(url: string, body?: object): Promise<Value> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(20_000),
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  assert.equal(response.status, 200, `${url}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as Value;
}
