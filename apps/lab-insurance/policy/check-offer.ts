import { Decimal } from 'decimal.js';
import { date } from '../dates.ts';
import { labError } from '../errors.ts';
import type { Product } from './clients.ts';
import type { CreateOffer } from './commands.ts';

/** The answers of an offer as texts that pricing reads: codes, dates, and numbers without blanks. */
export type Answers = { questionCode: string; answer: string }[];

/**
 * Checks an offer against its product: the period, the covers, and an answer that fits for each question. Answers the answers.
 * Throws 400 that names what is wrong; the original checks nothing of this (D20).
 */
export function checkOffer(
  product: Product,
  { productCode, policyFrom, policyTo, ...offer }: CreateOffer,
): Answers {
  if (policyFrom > policyTo) throw wrong(`policyTo: ${policyTo} is before policyFrom, ${policyFrom}`);
  const unknown = offer.selectedCovers.find((code) => !product.covers.some((cover) => cover.code === code));
  if (unknown !== undefined) throw wrong(`selectedCovers: ${productCode} has no cover ${unknown}`);
  const missing = product.covers.find(
    ({ code, optional }) => !optional && !offer.selectedCovers.includes(code),
  );
  if (missing !== undefined) throw wrong(`selectedCovers: ${missing.code} is mandatory for ${productCode}`);
  if (offer.selectedCovers.length === 0) throw wrong('selectedCovers: at least one cover must be selected');
  const stray = offer.answers.find(
    ({ questionCode }) => !product.questions.some(({ code }) => code === questionCode),
  );
  if (stray !== undefined) throw wrong(`answers: ${productCode} has no question ${stray.questionCode}`);
  return product.questions.map((question) => {
    const [given, second] = offer.answers.filter(({ questionCode }) => questionCode === question.code);
    if (given === undefined) throw wrong(`answers: ${question.code} is not answered`);
    if (second !== undefined) throw wrong(`answers: ${question.code} is answered twice`);
    return { questionCode: question.code, answer: fitting(question, given.answer) };
  });
}

const wrong = (what: string) => labError('VALIDATION', `${what}.`);

function fitting({ code, type, choices }: Product['questions'][number], answer: string | number): string {
  const text = String(answer).trim();
  if (type === 'choice') {
    if (choices.some((choice) => choice.code === text)) return text;
    throw wrong(
      `answers: ${code} must be one of ${choices.map((choice) => choice.code).join(', ')}, not ${text}`,
    );
  }
  if (type === 'date') {
    if (date.safeParse(text).success) return text;
    throw wrong(`answers: ${code} must be a date such as 2031-12-31, not ${text}`);
  }
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(text) && new Decimal(text).gte(0))
    return new Decimal(text).toFixed();
  throw wrong(`answers: ${code} must be a number of at least 0, not ${text}`);
}
