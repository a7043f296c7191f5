import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { sendStep } from '#shared/app/scenario-request';
import { blameSystem, parseJson } from '#shared/parse';

/** How a SubmitOrder went. */
export interface SubmittedOrder {
  orderid: string;
  /** Milliseconds of the request that pays, as the client sees it. */
  totalMs: number;
  /** The trace under which all services have logged the payment. */
  traceId: string;
  /** Milliseconds from the payment's answer until the order was seen to be dispatched. */
  dispatchMs: number;
}

/** Milliseconds after which an order counts as not dispatched, and between two looks. */
const dispatchDeadline = { ms: 120_000, everyMs: 10 };

const anything = z.unknown();
const newcomer = z.object({ uuid: z.string() });
const countries = z.array(z.object({ code: z.string(), name: z.string() }));
const cities = z.array(z.object({ uuid: z.number(), name: z.string() }));
const price = z.object({ distance: z.number(), cost: z.number() });
const filled = z.looseObject({});
const paid = z.object({ orderid: z.string() });
const order = z.object({ status: z.string() });

/** A cart that is ready to be paid. */
export interface FilledCart {
  id: string;
  cart: object;
}

/**
 * SubmitOrder, the task that the paper measures: fills a cart as a new customer does, pays it and waits until the
 * order is dispatched, all through the front door. Throws at the first step that is not as it should be.
 */
export async function submitOrder(baseUrl: string): Promise<SubmittedOrder> {
  const order = await pay(baseUrl, await fillCart(baseUrl));
  const from = performance.now();
  await dispatched(baseUrl, order.orderid);
  return { ...order, dispatchMs: performance.now() - from };
}

/** Fills the cart of a new customer, with what sending it to Berlin costs. */
export async function fillCart(baseUrl: string): Promise<FilledCart> {
  const api = apiOf(baseUrl);
  const { uuid: id } = await ask(`${api}/user/uniqueid`, newcomer);
  await ask(`${api}/catalogue/product/STAN-1`, anything);
  await ask(`${api}/cart/add/${id}/STAN-1/1`, anything);
  const [country] = (await ask(`${api}/shipping/codes`, countries)).filter(({ code }) => code === 'de');
  if (country === undefined) throw new Error('GET /api/shipping/codes names no Germany: is the shop seeded?');
  const [city] = await ask(`${api}/shipping/match/de/berl`, cities);
  if (city === undefined)
    throw new Error('GET /api/shipping/match/de/berl finds no city: is the shop seeded?');
  const { distance, cost } = await ask(`${api}/shipping/calc/${city.uuid}`, price);
  const shipping = { distance, cost, location: `${country.name} ${city.name}` };
  await post(`${api}/shipping/confirm/${id}`, anything, shipping);
  return { id, cart: await ask(`${api}/cart/cart/${id}`, filled) };
}

/** Pays a cart. */
export async function pay(
  baseUrl: string,
  { id, cart }: FilledCart,
): Promise<Omit<SubmittedOrder, 'dispatchMs'>> {
  const traceId = randomBytes(16).toString('hex');
  const headers = { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` };
  const from = performance.now();
  const { orderid } = await post(`${apiOf(baseUrl)}/payment/pay/${id}`, paid, cart, headers);
  return { orderid, totalMs: performance.now() - from, traceId };
}

/** Waits until an order is dispatched. */
export async function dispatched(baseUrl: string, orderid: string): Promise<void> {
  const url = `${apiOf(baseUrl)}/payment/order/${orderid}`;
  for (const end = performance.now() + dispatchDeadline.ms; performance.now() < end; ) {
    const { status } = await ask(url, order);
    if (status === 'dispatched') return;
    await delay(dispatchDeadline.everyMs);
  }
  throw new Error(`GET ${url} does not say that the order is dispatched within ${dispatchDeadline.ms} ms`);
}

const apiOf = (baseUrl: string): string => `${baseUrl.replace(/\/+$/, '')}/api`;

const post = <Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  body: object,
  headers: Record<string, string> = {},
): Promise<z.output<Schema>> =>
  ask(url, schema, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

async function ask<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  init: RequestInit = {},
): Promise<z.output<Schema>> {
  const step = `${init.method ?? 'GET'} ${url}`;
  const text = await (await sendStep(step, url, init)).text();
  return parseJson(schema, text, `the answer to ${step}`, blameSystem);
}
