import type { RequestHandler } from 'express';
import * as z from 'zod';
import { invalid, isKind } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { errorHandler, service } from '#shared/http/service';
import { parse } from '#shared/parse';
import { inWords, sendRobotShopError } from '../errors.ts';
import { jsonHealth } from '../health.ts';
import { addProduct, type Cart, emptyCart, setQuantity, setShipping } from './cart.ts';
import { changeCart, changeHeldCart, deleteCart, readCart, redis, renameCart } from './carts.ts';
import { productToAdd } from './clients.ts';
import { itemsAdded, metrics } from './metrics.ts';

type Handler<Names extends string> = RequestHandler<Record<Names, string>>;

/** Carts, kept for an hour after their last change. */
export const cart = service('cart');

cart.get('/health', async (_request, response) => {
  const { status, body } = await jsonHealth({ redis });
  response.status(status).json(body);
});

cart.get('/metrics', async (_request, response) => {
  response.type(metrics.contentType).send(await metrics.metrics());
});

// `?missing=empty` spares a page the 404 of a customer who has put nothing into the cart yet.
cart.get('/cart/:id', async ({ params: { id }, query }, response) => {
  const held = await readCart(id).catch((error: unknown) => {
    if (query.missing === 'empty' && isKind(error, 'not-found')) return undefined;
    throw error;
  });
  if (held !== undefined) response.set('ETag', `"${held.version}"`);
  response.json(shown(held ?? emptyCart));
});

// With `If-Match` only the cart that the caller has seen is deleted.
cart.delete('/cart/:id', async (request, response) => {
  const seen = request.get('If-Match')?.replace(/^"|"$/g, '');
  await deleteCart(request.params.id, seen).catch((error: unknown) => {
    throw isKind(error, 'conflict') ? new HttpError(412, error.message) : error;
  });
  response.send('OK');
});

const rename: Handler<'from' | 'to'> = async ({ params: { from, to } }, response) => {
  response.json(shown(await renameCart(from, to)));
};

const add: Handler<'id' | 'sku' | 'qty'> = async ({ params: { id, sku, qty } }, response) => {
  const units = quantity(qty);
  if (units < 1) throw invalid('quantity has to be greater than zero');
  const product = await productToAdd(sku);
  const changed = await changeCart(id, (held) => addProduct(held, product, units));
  itemsAdded.inc(units);
  response.json(shown(changed));
};

const update: Handler<'id' | 'sku' | 'qty'> = async ({ params: { id, sku, qty } }, response) => {
  const units = quantity(qty);
  if (units < 0) throw invalid('negative quantity not allowed');
  response.json(shown(await changeHeldCart(id, (held) => setQuantity(held, sku, units))));
};

// The original changes carts by GET, and its clients do; these are the same under the methods they should have.
cart.route('/rename/:from/:to').get(rename).post(rename);
cart.route('/add/:id/:sku/:qty').get(add).post(add);
cart.route('/update/:id/:sku/:qty').get(update).put(update);
cart.delete('/cart/:id/:sku', async ({ params: { id, sku } }, response) => {
  response.json(shown(await changeHeldCart(id, (held) => setQuantity(held, sku, 0))));
});

const shippingBody = z.object({
  distance: z.number().min(0),
  cost: z.number().min(0),
  location: z.string().trim().min(1),
});

cart.post('/shipping/:id', async (request, response) => {
  const body: unknown = request.body ?? {};
  const { cost, location } = parse(shippingBody, body, 'body', inWords(shippingProblem(body)));
  response.json(shown(await changeHeldCart(request.params.id, (held) => setShipping(held, cost, location))));
});

cart.use(errorHandler(sendRobotShopError));

/** Reads as much of a number as there is, as the original: `3abc` is 3. */
function quantity(text: string): number {
  const parsed = Number.parseInt(text, 10);
  if (!Number.isSafeInteger(parsed)) throw invalid('quantity must be a number');
  return parsed;
}

const shippingProblem = (body: unknown): string =>
  ['distance', 'cost', 'location'].every((name) => name in Object(body))
    ? 'shipping data wrong: distance and cost must be numbers of at least 0, location a text'
    : 'shipping data missing';

const shown = ({ total, tax, items }: Cart): Cart => ({ total, tax, items });
