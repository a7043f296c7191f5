import { Decimal } from 'decimal.js';

/** What an expression is made of, and what comes out. */
export type Value = Decimal | string | boolean;

// So many digits that sums, differences and products of what fits into an expression are exact.
const Exact = Decimal.clone({ precision: 1000 });

/** A number. */
export const decimal = (value: string | number): Decimal => new Exact(value);

/** Longest text that counts as a number. */
const longestNumber = 40;
const written = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a value is, or that a text reads as, such as `" 3 "` or `"3e0"`; else undefined. */
export function numberIn(value: Value): Decimal | undefined {
  if (typeof value !== 'string') return typeof value === 'boolean' ? undefined : value;
  const text = value.trim();
  return text.length <= longestNumber && written.test(text) ? decimal(text) : undefined;
}

/** A value in an error text. */
export function shown(value: Value): string {
  if (typeof value !== 'string') return String(value);
  return `'${value.length > longestNumber ? `${value.slice(0, longestNumber)}…` : value}'`;
}
