import * as z from 'zod';
import { call, jsonOf } from '#shared/http/client';
import { unavailable } from '#shared/http/errors';
import { type ErrorCode, labError } from '../errors.ts';
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
  if (answer.status === 404) throw labError('PRODUCT_NOT_FOUND', `There is no product ${code}.`);
  if (answer.status !== 200) throw unavailable(`product answered ${answer.status}`);
  return product.parse(jsonOf(answer));
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

/** The price of covers. What pricing refuses is refused with its words. */
export async function priceOf(question: PriceQuestion): Promise<Price> {
  const answer = await call(`${config.PRICING_URL}/pricing/calculate`, { method: 'POST', json: question });
  if (answer.status === 400 || answer.status === 404) {
    const { message, code } = jsonOf(answer) as { message: string; code: ErrorCode };
    throw labError(code, message);
  }
  if (answer.status !== 200) throw unavailable(`pricing answered ${answer.status}`);
  return price.parse(jsonOf(answer));
}
