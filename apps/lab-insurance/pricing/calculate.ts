import type { Decimal } from 'decimal.js';
import { labError } from '../errors.ts';
import { cents, euroText, roundToCents, sum } from '../money.ts';
import { evaluateNumber, evaluateTruth, type Values } from './expression/evaluate.ts';
import { namesIn, parse } from './expression/parse.ts';
import { shown } from './expression/values.ts';

/** How the covers of a product are priced: rules in their order, conditions and formulas as expressions. */
export interface Tariff {
  code: string;
  /** The first rule of a cover whose condition holds, or that has none, gives its price. */
  basePrices: { coverCode: string; applyIf: string | null; formula: string }[];
  /** Each rule whose condition holds, or that has none, makes all covers dearer. */
  markups: { applyIf: string | null; factor: string }[];
}

/** Amounts in whole cents. */
export interface Price {
  /** The sum of the covers. */
  totalPrice: number;
  /** By cover code, in the order in which the covers were asked for. */
  coversPrices: Map<string, number>;
}

/** Largest price: 15 digits, which JSON numbers of euro hold to the cent. */
const largestPrice = 999_999_999_999_999;

/**
 * The price of covers. As in the original, a markup answers whole cents, and the conditions of all markups are asked whatever the
 * covers; a price that no markup has rounded is rounded in the end. Throws 400 for a cover that has no price, or one that is too high.
 */
export function calculate(tariff: Tariff, covers: string[], values: Values): Price {
  const basePrices = covers.map((cover): [string, Decimal] => [cover, basePrice(tariff, cover, values)]);
  const markups = tariff.markups.filter(({ applyIf }) => applies(applyIf, values));
  const priceOf = (base: Decimal): number =>
    cents(markups.reduce((price, { factor }) => roundToCents(price.times(factor)), base));
  const coversPrices = new Map(basePrices.map(([cover, base]) => [cover, priceOf(base)]));
  const totalPrice = sum(coversPrices.values());
  if ([totalPrice, ...coversPrices.values()].some((price) => Math.abs(price) > largestPrice))
    throw labError('VALIDATION', `answers: the price is beyond ${euroText(largestPrice)} euro`);
  return { totalPrice, coversPrices };
}

function basePrice({ code, basePrices }: Tariff, cover: string, values: Values): Decimal {
  const rules = basePrices.filter(({ coverCode }) => coverCode === cover);
  const rule = rules.find(({ applyIf }) => applies(applyIf, values));
  if (rule !== undefined) return evaluateNumber(parse(rule.formula), values);
  if (rules.length === 0) {
    const known = [...new Set(basePrices.map(({ coverCode }) => coverCode))].join(', ');
    throw labError('VALIDATION', `selectedCovers: ${code} has no cover ${shown(cover)}, only ${known}`);
  }
  const names = new Set(rules.flatMap(({ applyIf }) => (applyIf === null ? [] : namesIn(parse(applyIf)))));
  const given = [...names].map((name) => `${name} = ${shown(values.get(name) ?? '')}`).join(', ');
  throw labError('VALIDATION', `answers: ${cover} of ${code} has no price for ${given}`);
}

const applies = (condition: string | null, values: Values): boolean =>
  condition === null || evaluateTruth(parse(condition), values);
