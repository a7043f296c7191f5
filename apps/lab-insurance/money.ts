import { Decimal } from 'decimal.js';

/** Decimals are exact: as many digits as a product of prices, areas and factors has. */
Decimal.set({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/** Rounds an amount in euro to cents, half up. */
export const roundToCents = (amount: Decimal): Decimal => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);

/** An amount in euro as whole cents, half up. */
export const cents = (amount: Decimal.Value): number =>
  roundToCents(new Decimal(amount)).times(100).toNumber();

/** The sum of amounts in whole cents. Every total is made by it, of parts that are rounded already, so that they add up. */
export const sum = (parts: Iterable<number>): number => [...parts].reduce((total, part) => total + part, 0);

/** Whole cents as euro for JSON, with at most two decimals. */
export const euros = (amount: number): number => new Decimal(amount).div(100).toNumber();

/** Whole cents as a text with two decimals, such as `26.00`. */
export const euroText = (amount: number): string => new Decimal(amount).div(100).toFixed(2);
