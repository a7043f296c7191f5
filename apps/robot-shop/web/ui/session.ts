import { createStore } from '../../../../shared/ui/store.ts';
import { api, at, whenMissing } from './api.ts';
import type { Cart } from './types.ts';

/** Somebody who logged in. */
export interface User {
  name: string;
  email?: string;
}

/** Who is shopping: `id` names the cart, `anonymous-<n>` or the user's name. */
export interface Session {
  id?: string;
  user?: User;
}

const key = 'robot-shop-session';

/** The session; a reload keeps it, closing the tab ends it. */
export const session = createStore<Session>(restored());
/** The cart as the server last told; undefined until it is known. */
export const cart = createStore<Cart | undefined>(undefined);

session.subscribe(() => {
  try {
    sessionStorage.setItem(key, JSON.stringify(session.get()));
  } catch {
    // Storage is switched off: the session then lasts until the next reload.
  }
});

let asking: Promise<string> | undefined;

/** The id that names the cart; asks the shop for one when there is none yet. */
export async function shopperId(): Promise<string> {
  const { id } = session.get();
  if (id !== undefined) return id;
  asking ??= api<{ uuid: string }>(at('user', 'uniqueid'))
    .then(({ uuid }) => {
      session.set((present) => ({ ...present, id: uuid }));
      return uuid;
    })
    .finally(() => {
      asking = undefined;
    });
  return asking;
}

let asked = 0;
let shown = 0;

/** Shows the cart that `call` answers, unless a later call has been answered already. */
export async function takeCart(call: (id: string) => Promise<Cart>): Promise<Cart> {
  const id = await shopperId();
  const turn = ++asked;
  const answered = await call(id);
  if (turn > shown) {
    shown = turn;
    cart.set(answered);
  }
  return answered;
}

/** Reads the cart from the server; one that nobody filled is empty. */
export const readCart = (): Promise<Cart> =>
  takeCart((id) => api<Cart>(`${at('cart', 'cart', id)}?missing=empty`));

/** Adds robots to the cart. */
export async function addToCart(sku: string, quantity: number): Promise<void> {
  await takeCart((id) => api<Cart>(at('cart', 'add', id, sku, quantity)));
}

/** Sets how many of a line are wanted; 0 removes the line. */
export async function setQuantity(sku: string, quantity: number): Promise<void> {
  await takeCart((id) => api<Cart>(at('cart', 'update', id, sku, quantity)));
}

/** Makes `user` the shopper and takes the anonymous cart along. */
export async function enter(user: User): Promise<void> {
  const { id } = session.get();
  const filled = (await readCart()).items.length > 0;
  if (filled && id !== undefined && id !== user.name) {
    await api<Cart>(at('cart', 'rename', id, user.name)).catch(whenMissing(undefined));
  }
  session.set({ id: user.name, user });
  await readCart();
}

/** Forgets the user; the next cart is a new anonymous one. */
export async function leave(): Promise<void> {
  session.set({});
  cart.set(undefined);
  await readCart();
}

function restored(): Session {
  try {
    return (JSON.parse(sessionStorage.getItem(key) ?? '{}') as Session | null) ?? {};
  } catch {
    return {};
  }
}
