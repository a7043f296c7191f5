import * as z from 'zod';
import { date } from '../dates.ts';
import { listOf } from '../service-base.ts';

const text = (most: number) => z.string().max(most, `must have at most ${most} letters`);
const name = text(100).trim().min(1, 'must not be empty');
const number = z.string().min(1, 'must not be empty').max(100);

/** What an offer is to be made of. */
export const createOffer = z.object({
  productCode: number,
  policyFrom: date,
  policyTo: date,
  selectedCovers: listOf(z.string()),
  answers: listOf(
    z.object({
      type: z.enum(['choice', 'text', 'numeric'], 'must be choice, text or numeric'),
      questionCode: z.string(),
      answer: z.union([z.string().max(200), z.number()], 'must be a text or a number'),
    }),
  ),
});
export type CreateOffer = z.output<typeof createOffer>;

/** Who buys which offer. */
export const createPolicy = z.object({
  offerNumber: number,
  policyHolder: z.object({ firstName: name, lastName: name, taxId: text(50).default('') }),
  agentLogin: z.string().optional(),
});
export type CreatePolicy = z.output<typeof createPolicy>;

/** Which policy is to end today. */
export const terminatePolicy = z.object({ policyNumber: number });
