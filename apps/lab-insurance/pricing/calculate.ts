import type { Decimal } from 'decimal.js';
import { labError } from '../errors.ts';
import { roundToCents } from '../money.ts';
import { evaluateNumber, evaluateTruth, type Values } from './expression/evaluate.ts';
import { namesIn, parse } from './expression/parse.ts';
import { decimal, shown } from './expression/values.ts';

/** How the covers of a product are priced: rules in their order, conditions and formulas as expressions. */
export interface Tariff {
  code: string;
  /** The first rule of a cover whose condition holds, or that has none, gives its price. */
  basePrices: { coverCode: string; applyIf: string | null; formula: string }[];
  /** Each rule whose condition holds, or that has none, makes all covers dearer. */
  markups: { applyIf: string | null; factor: string }[];
}

/** Exact amounts in euro. */
export interface Price {
  totalPrice: Decimal;
  /** By cover code, in the order in which the covers were asked for. */
  coversPrices: Map<string, Decimal>;
}

/**
 * The price of covers. As in the original, a price is rounded to cents after each markup and not before, and the
 * conditions of all markups are asked whatever the covers. Throws 400 for a cover that has no price.
 */
export function calculate(tariff: Tariff, covers: string[], values: Values): Price {
  const coversPrices = new Map(covers.map((cover) => [cover, basePrice(tariff, cover, values)]));
  for (const { applyIf, factor } of tariff.markups) {
    if (!applies(applyIf, values)) continue;
    for (const [cover, price] of coversPrices) coversPrices.set(cover, roundToCents(price.times(factor)));
  }
  const totalPrice = [...coversPrices.values()].reduce((sum, price) => sum.plus(price), decimal(0));
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
