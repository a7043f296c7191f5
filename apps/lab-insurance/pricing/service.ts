import type { Express } from 'express';
import * as z from 'zod';
import type { Database } from '#shared/sql/database';
import { date } from '../dates.ts';
import { labError, labErrorHandlers } from '../errors.ts';
import { euros } from '../money.ts';
import { labService, listOf, methodNotAllowed, readBody } from '../service-base.ts';
import { answer, valuesOf } from './answers.ts';
import { calculate, type Price } from './calculate.ts';
import { ExpressionError } from './expression/error.ts';
import { findTariff } from './tariffs.ts';

const question = z.object({
  productCode: z.string('must be the code of a product'),
  policyFrom: date.nullish(),
  policyTo: date.nullish(),
  selectedCovers: listOf(z.string('must be the code of a cover')),
  answers: listOf(answer),
});

/** What covers of a product cost, by the rules of its tariff. */
export function pricing(db: Database): Express {
  const app = labService('pricing', { database: db });

  app
    .route('/pricing/calculate')
    .post(async (request, response) => {
      const { productCode, policyFrom, policyTo, selectedCovers, answers } = readBody(question, request);
      const values = valuesOf(answers);
      if (policyFrom) values.set('policyFrom', policyFrom);
      if (policyTo) values.set('policyTo', policyTo);
      const tariff = await findTariff(db, productCode);
      if (tariff === undefined)
        throw labError('PRODUCT_NOT_FOUND', `productCode: there is no tariff for ${productCode}`);
      const { totalPrice, coversPrices } = fitting(() => calculate(tariff, selectedCovers, values));
      response.json({
        totalPrice: euros(totalPrice),
        coversPrices: Object.fromEntries([...coversPrices].map(([cover, price]) => [cover, euros(price)])),
      });
    })
    .all(methodNotAllowed('POST'));

  app.use(labErrorHandlers);
  return app;
}

/** An answer that is missing or does not fit is the caller's mistake; a wrong expression is one of the tariff. */
function fitting(work: () => Price): Price {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExpressionError) || error.subject === undefined) throw error;
    const { subject, expected, found } = error;
    throw labError('VALIDATION', `answers: ${subject}: expected ${expected}, found ${found}`);
  }
}
