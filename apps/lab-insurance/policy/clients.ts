import * as z from 'zod';
import { call, failure, readResponse } from '#shared/http/client';
import { kindOf } from '#shared/http/errors';
import { safeParseJson } from '#shared/parse';
import { errorCodes, labError } from '../errors.ts';
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

const price = z.object({ totalPrice: z.number(), coversPrices: z.record(z.string(), z.number()) });

/** What covers cost, in euro. */
export type Price = z.output<typeof price>;

/** What pricing needs to know. */
export interface PriceQuestion {
  productCode: string;
  policyFrom: string;
  policyTo: string;
  selectedCovers: string[];
  answers: { questionCode: string; answer: string }[];
}

const refusal = z.object({ message: z.string(), code: z.enum(errorCodes) });

/** The price of covers. What pricing refuses is refused with its words. */
export async function priceOf(question: PriceQuestion): Promise<Price> {
  const answer = await call(`${config.PRICING_URL}/pricing/calculate`, { method: 'POST', json: question });
  if (answer.status === 200) return readResponse(price, answer, 'the price');
  const kind = kindOf(answer.status);
  const refused =
    kind === 'invalid' || kind === 'not-found' ? safeParseJson(refusal, answer.text) : undefined;
  // What is not in our words comes from the platform between us.
  if (refused === undefined) throw failure('pricing', answer);
  throw labError(refused.code, refused.message);
}
