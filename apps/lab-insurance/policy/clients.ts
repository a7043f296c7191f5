import * as z from 'zod';
import { call, failure, readResponse } from '#shared/http/client';
import { kindOf } from '#shared/http/errors';
import { safeParseJson } from '#shared/parse';
import { errorCodes, labError } from '../errors.ts';
import { cents } from '../money.ts';
import { config } from './config.ts';

const product = z.object({
  covers: z.array(z.object({ code: z.string(), optional: z.boolean() })),
  questions: z.array(
    z.object({
      code: z.string(),
      type: z.enum(['choice', 'numeric', 'date']),
      choices: z.array(z.object({ code: z.string() })).default([]),
    }),
  ),
});

/** What a product says about the offers that can be made of it. */
export type Product = z.output<typeof product>;

/** A product. Throws 404 when there is none of this code. */
export async function productOf(code: string): Promise<Product> {
  const answer = await call(`${config.PRODUCT_URL}/products/${encodeURIComponent(code)}`);
  if (kindOf(answer.status) === 'not-found')
    throw labError('PRODUCT_NOT_FOUND', `There is no product ${code}.`);
  if (answer.status !== 200) throw failure('product', answer);
  return readResponse(product, answer, `product ${code}`);
}

/** What pricing answers, as far as policy needs it: the total is the sum of the covers. */
const price = z.object({ coversPrices: z.record(z.string(), z.number()) });

/** What each cover costs by its code, in whole cents. */
export type CoverPrices = Record<string, number>;

/** What pricing needs to know. */
export interface PriceQuestion {
  productCode: string;
  policyFrom: string;
  policyTo: string;
  selectedCovers: string[];
  answers: { questionCode: string; answer: string }[];
}

const refusal = z.object({ message: z.string(), code: z.enum(errorCodes) });

/** The prices of covers. What pricing refuses is refused with its words. */
export async function pricesOf(question: PriceQuestion): Promise<CoverPrices> {
  const answer = await call(`${config.PRICING_URL}/pricing/calculate`, { method: 'POST', json: question });
  if (answer.status === 200) {
    const { coversPrices } = readResponse(price, answer, 'the price');
    return Object.fromEntries(Object.entries(coversPrices).map(([code, euro]) => [code, cents(euro)]));
  }
  const kind = kindOf(answer.status);
  const refused =
    kind === 'invalid' || kind === 'not-found' ? safeParseJson(refusal, answer.text) : undefined;
  // What is not in our words comes from the platform between us.
  if (refused === undefined) throw failure('pricing', answer);
  throw labError(refused.code, refused.message);
}
