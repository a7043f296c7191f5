import { createStore } from '../../../../shared/ui/store.ts';

/** An offer that was made in this tab, with what is needed to show and to buy it. */
export interface Offer {
  number: string;
  product: { code: string; name: string; image: string };
  from: string;
  to: string;
  total: number;
  covers: { name: string; price: number }[];
  /** The same for each attempt to buy it, so that however often it is tried one policy comes of it. */
  purchaseKey: string;
}

const key = 'lab-insurance-offers';
const kept = 10;

/** The last offers, newest first. */
export const offers = createStore<Offer[]>(restored());

offers.subscribe(() => {
  try {
    sessionStorage.setItem(key, JSON.stringify(offers.get()));
  } catch {
    // Storage is switched off: the offers then last until the next reload.
  }
});

/** Keeps an offer. */
export const keepOffer = (offer: Omit<Offer, 'purchaseKey'>): void =>
  offers.set((all) => [{ ...offer, purchaseKey: newKey() }, ...all].slice(0, kept));

/** A key that nobody else has. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

function restored(): Offer[] {
  try {
    return (JSON.parse(sessionStorage.getItem(key) ?? '[]') as Offer[] | null) ?? [];
  } catch {
    return [];
  }
}
