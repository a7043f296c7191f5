import { randomUUID } from 'node:crypto';
import type { Database, Queries } from '#shared/sql/database';
import { addDays, today } from '../dates.ts';
import { labError } from '../errors.ts';
import { sum } from '../money.ts';
import type { Answers } from './check-offer.ts';
import type { CoverPrices } from './clients.ts';
import type { CreateOffer } from './commands.ts';

/** Days for which an offer can be bought; the last one counts. */
const daysValid = 30;

/** An offer as it is stored. */
export interface Offer {
  number: string;
  product_code: string;
  policy_from: string;
  policy_to: string;
  /** Cents by cover, as JSON. */
  covers: string;
  /** The sum of the covers. */
  total_price: number;
  status: 'NEW' | 'CONVERTED_TO_POLICY';
  creation_date: string;
  policy_number: string | null;
  purchase_key: string | null;
}

/** Stores an offer; answers its number. */
export async function keepOffer(
  database: Database,
  { productCode, policyFrom, policyTo }: CreateOffer,
  answers: Answers,
  prices: CoverPrices,
): Promise<string> {
  const number = randomUUID();
  await database.run(
    `insert into offer (number, product_code, policy_from, policy_to, answers, covers, total_price, status, creation_date)
     values ($1, $2, $3, $4, $5, $6, $7, 'NEW', $8)`,
    [
      number,
      productCode,
      policyFrom,
      policyTo,
      JSON.stringify(answers),
      JSON.stringify(prices),
      sum(Object.values(prices)),
      today(),
    ],
  );
  return number;
}

/**
 * Takes an offer for a policy, which only one buyer can: the first update wins, also in parallel. Answers the offer, or the
 * number of the policy that the same purchase, by its key, has made before. Throws 404, 409 with the policy's number, or 410.
 */
export async function takeOffer(
  statements: Queries,
  number: string,
  policyNumber: string,
  purchaseKey: string | undefined,
): Promise<Offer | string> {
  const taken = await statements.first<Offer>(
    `update offer set status = 'CONVERTED_TO_POLICY', policy_number = $2, purchase_key = $3
     where number = $1 and status = 'NEW' and creation_date >= $4 returning *`,
    [number, policyNumber, purchaseKey ?? null, addDays(today(), -daysValid)],
  );
  if (taken !== undefined) return taken;
  const offer = await statements.first<Offer>('select * from offer where number = $1', [number]);
  if (offer === undefined) throw labError('OFFER_NOT_FOUND', `There is no offer ${number}.`);
  if (offer.policy_number === null) {
    throw labError(
      'OFFER_EXPIRED',
      `Offer ${number} of ${offer.creation_date} has expired; calculate a new one.`,
    );
  }
  if (purchaseKey !== undefined && offer.purchase_key === purchaseKey) return offer.policy_number;
  throw labError(
    'OFFER_ALREADY_SOLD',
    `Offer ${number} has been bought: it is policy ${offer.policy_number}.`,
    {
      policyNumber: offer.policy_number,
    },
  );
}
