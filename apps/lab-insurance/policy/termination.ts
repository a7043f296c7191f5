import { Decimal } from 'decimal.js';
import { addDays, daysIn } from '../dates.ts';
import { labError } from '../errors.ts';
import { cents, sum } from '../money.ts';
import type { Version } from './version.ts';

const centsAsEuros = (amount: number): Decimal => new Decimal(amount).div(100);

/**
 * The version that ends a policy on a day: covered until then, each cover for its share of the days, in cents half up; it is
 * valid from the next day on. Throws 422 on a day without cover. (Section 3.5 of the original's description.)
 */
export function terminatedOn(day: string, last: Version): Version {
  const { cover_from, cover_to, covers } = last;
  if (day < cover_from || day > cover_to) {
    throw labError(
      'TERMINATION_DATE_OUTSIDE_VALIDITY_PERIOD',
      `The policy covers ${cover_from} to ${cover_to}; it can be terminated on one of these days, not on ${day}.`,
    );
  }
  const share = new Decimal(daysIn(cover_from, day)).div(daysIn(cover_from, cover_to)).toDecimalPlaces(20);
  const reduced = covers.map(({ code, price }) => ({ code, price: cents(centsAsEuros(price).times(share)) }));
  return {
    ...last,
    version_number: last.version_number + 1,
    cover_to: day,
    version_from: addDays(day, 1),
    covers: reduced,
    total_premium: sum(reduced.map(({ price }) => price)),
  };
}
