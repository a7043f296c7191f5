import * as z from 'zod';
import { labError } from '../errors.ts';
import { decimal, numberIn, type Value } from './expression/values.ts';

/** Largest number that an answer may be. */
const largest = 1e12;

/** An answer to a question of a product; numbers may come as texts. */
export const answer = z.object({
  questionCode: z.string('must be the code of a question'),
  answer: z
    .union([z.string(), z.number()], 'must be a text or a number')
    .refine(
      (value) => !numberOf(value)?.abs().gt(largest),
      `must be a number between -${largest} and ${largest}`,
    ),
});

/** What the questions of a product stand for in its rules. Throws 400 for a question that is answered twice. */
export function valuesOf(answers: z.output<typeof answer>[]): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const { questionCode, answer } of answers) {
    if (values.has(questionCode))
      throw labError('VALIDATION', `answers: ${questionCode} is answered more than once`);
    values.set(questionCode, typeof answer === 'number' ? decimal(answer) : answer);
  }
  return values;
}

const numberOf = (value: string | number) => (typeof value === 'number' ? decimal(value) : numberIn(value));
