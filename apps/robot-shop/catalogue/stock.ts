import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { conflict, unavailable } from '#shared/errors';
import { parse } from '#shared/parse';
import { isDuplicateKey, openCollection } from '#shared/state/mongo';
import { inWords } from '../errors.ts';
import { config } from './config.ts';
import { forget, giveBack, hold, type Line, unhold } from './holds.ts';
import { mongo } from './products.ts';

/** Milliseconds for which one request works on a reservation alone; longer than any request may take. */
const leaseMs = 15_000;
/** For how long, in milliseconds, a request waits for another one about the same order, and how often it looks. */
const patience = { ms: 1500, everyMs: 25 };

const reserveBody = z.object({
  orderid: z.string().min(1),
  items: z.array(z.object({ sku: z.string().min(1), qty: z.int().positive(), price: z.number() })),
});
const releaseBody = z.object({ orderid: z.string().min(1) });

type State = 'taking' | 'reserved' | 'refused' | 'returning' | 'released';

/** The one record that decides what becomes of an order's stock. */
interface Reservation {
  _id: string;
  /** `taking` and `returning` are being worked on until the lease ends; the others are settled. */
  state: State;
  items: Line[];
  /** Why it was refused. */
  reason?: string;
  /** Milliseconds since 1970. */
  leaseUntil: number;
}

const withReservations = openCollection<Reservation>(mongo, 'reservations');

/**
 * POST /reserve {orderid, items: [{sku, qty, price}]}: takes all the items out of stock, or none. The same order
 * may ask again and gets the same answer. Throws 409 with what is out of stock or has another price.
 */
export async function reserve(body: unknown): Promise<object> {
  const needed = inWords('orderid and items with sku, qty and price are needed');
  const { orderid, items } = parse(reserveBody, body, 'body', needed);
  if (config.COMPAT === 'original') return {};
  const reservation = await claim({ orderid, state: 'taking', items: merged(items) }, { taking: 'taking' });
  if (reservation.state === 'reserved') return {};
  if (reservation.state !== 'taking') throw conflict(reservation.reason ?? 'the order was given up');

  for (const item of reservation.items) {
    const reason = await hold(orderid, item);
    if (reason === undefined) continue;
    for (const held of reservation.items) await unhold(orderid, held);
    await settle(reservation, { state: 'refused', reason });
    throw conflict(reason);
  }
  await settle(reservation, { state: 'reserved' });
  await forget(orderid, reservation.items);
  return {};
}

/** POST /release {orderid}: puts an order's items back, once, and lets no later `reserve` take them. */
export async function release(body: unknown): Promise<object> {
  const { orderid } = parse(releaseBody, body, 'body', inWords('orderid is needed'));
  if (config.COMPAT === 'original') return {};
  const reservation = await claim(
    { orderid, state: 'returning', items: [] },
    { taking: 'taking', reserved: 'returning', returning: 'returning' },
  );
  const undo = { taking: unhold, returning: giveBack }[String(reservation.state)];
  if (undo === undefined) return {};
  for (const item of reservation.items) await undo(orderid, item);
  await settle(reservation, { state: 'released' });
  await forget(orderid, reservation.items);
  return {};
}

/**
 * Takes a reservation, a fresh one if there is none, for this request alone and moves it as `moves` say. One whose
 * state is not in `moves` is settled for the caller and returned as it is.
 */
async function claim(
  fresh: { orderid: string; state: State; items: Line[] },
  moves: Partial<Record<State, State>>,
): Promise<Reservation> {
  for (const end = Date.now() + patience.ms; Date.now() < end; await delay(patience.everyMs)) {
    const leaseUntil = Date.now() + leaseMs;
    const created = { _id: fresh.orderid, state: fresh.state, items: fresh.items, leaseUntil };
    if (await inserted(created)) return created;
    const held = await withReservations((all) => all.findOne({ _id: fresh.orderid }));
    if (held === null) continue;
    const state = moves[held.state];
    if (state === undefined) return held;
    if (held.leaseUntil > Date.now()) continue;
    if (await changed(held, { state, leaseUntil })) return { ...held, state, leaseUntil };
  }
  throw unavailable(`the stock of order ${fresh.orderid} is being worked on`);
}

/** Ends the work on a reservation. Throws 503 if the lease ended before and somebody else took it over. */
async function settle(reservation: Reservation, outcome: { state: State; reason?: string }): Promise<void> {
  if (await changed(reservation, { ...outcome, leaseUntil: 0 })) return;
  throw unavailable(`the stock of order ${reservation._id} is being worked on`);
}

const changed = ({ _id, state, leaseUntil }: Reservation, change: Partial<Reservation>): Promise<boolean> =>
  withReservations(
    async (all) => (await all.updateOne({ _id, state, leaseUntil }, { $set: change })).modifiedCount === 1,
  );

async function inserted(reservation: Reservation): Promise<boolean> {
  try {
    await withReservations((all) => all.insertOne(reservation));
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Lines of the same product as one, because a product is held once an order. */
function merged(items: Line[]): Line[] {
  const bySku = new Map<string, Line>();
  for (const item of items) {
    const before = bySku.get(item.sku);
    if (before !== undefined && before.price !== item.price) throw conflict(`price changed: ${item.sku}`);
    bySku.set(item.sku, { ...item, qty: item.qty + (before?.qty ?? 0) });
  }
  return [...bySku.values()];
}
