import { conflict, isKind, unavailable } from '#shared/errors';
import { call, failure, readResponse } from '#shared/http/client';
import { HttpError, kindOf } from '#shared/http/errors';
import { type Cart, cart } from '../cart/cart.ts';
import { config } from './config.ts';
import type { OrderRecord } from './records.ts';
import { linesToSend } from './validate.ts';

/** Milliseconds that the payment provider may take; studies make it slow on purpose. */
const providerDeadlineMs = 15_000;

/** Whether somebody has an account. Only 200 and 404 say so; the original took any failure for "no". */
export async function isRegistered(id: string): Promise<boolean> {
  const answer = await call(`${config.USER_URL}/check/${encodeURIComponent(id)}`);
  if (answer.status === 200) return true;
  if (kindOf(answer.status) === 'not-found') return false;
  throw failure('user', answer);
}

/** A cart as the cart service keeps it. */
export interface HeldCart {
  cart: Cart;
  version: string;
}

/** The stored cart with its version, or undefined. */
export async function heldCart(id: string): Promise<HeldCart | undefined> {
  const answer = await call(cartUrl(id));
  if (kindOf(answer.status) === 'not-found') return undefined;
  const version = answer.headers.etag;
  if (answer.status !== 200 || version === undefined) throw failure('cart', answer);
  return { cart: readResponse(cart, answer, 'the cart'), version };
}

/** Deletes the cart that was paid, unless it is gone, or its owner has put something else into it meanwhile. */
export async function deleteCart({ user, version }: OrderRecord): Promise<void> {
  const answer = await call(cartUrl(user), { method: 'DELETE', headers: { 'if-match': version } });
  const isGone = ['not-found', 'conflict'].includes(kindOf(answer.status) ?? '');
  if (answer.status !== 200 && !isGone) throw failure('cart', answer);
}

/** Takes the order's products out of stock. Throws 409 when that is not possible, and then nothing is taken. */
export async function reserveStock({ _id: orderid, cart }: OrderRecord): Promise<void> {
  const json = { orderid, items: linesToSend(cart) };
  const answer = await call(`${config.CATALOGUE_URL}/reserve`, { method: 'POST', json });
  if (kindOf(answer.status) === 'conflict') throw conflict(answer.text);
  if (answer.status !== 200) throw failure('catalogue', answer);
}

/** Puts the order's products back. */
export async function releaseStock({ _id: orderid }: OrderRecord): Promise<void> {
  const answer = await call(`${config.CATALOGUE_URL}/release`, { method: 'POST', json: { orderid } });
  if (answer.status !== 200) throw failure('catalogue', answer);
}

/** Asks the payment provider. Throws its status with the original's text. */
export async function charge({ _id: orderid }: OrderRecord): Promise<void> {
  const answer = await call(config.PAYMENT_GATEWAY, {
    as: 'gateway',
    deadlineMs: providerDeadlineMs,
    headers: { 'idempotency-key': orderid },
  }).catch((error: unknown) => {
    throw isKind(error, 'unavailable') ? unavailable('the payment gateway cannot be reached', error) : error;
  });
  if (answer.status !== 200) throw new HttpError(answer.status, 'payment error');
}

/** Adds the order to the customer's history. */
export async function addToHistory({ _id: orderid, user, cart }: OrderRecord): Promise<void> {
  const url = `${config.USER_URL}/order/${encodeURIComponent(user)}`;
  const answer = await call(url, { method: 'POST', json: { orderid, cart } });
  if (answer.status !== 200) throw failure('user', answer);
}

const cartUrl = (id: string): string => `${config.CART_URL}/cart/${encodeURIComponent(id)}`;
