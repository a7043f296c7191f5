import type { Express } from 'express';
import { deadLetterRoutes } from '#shared/messaging/dead-letters';
import { type Announce, announceSafely, outboxPart } from '#shared/messaging/outbox';
import { setAside } from '#shared/messaging/set-aside';
import type { Database } from '#shared/sql/database';
import { labError, labErrorHandlers } from '../errors.ts';
import { euros, euroText, sum } from '../money.ts';
import { labService, methodNotAllowed, readBody } from '../service-base.ts';
import { checkOffer } from './check-offer.ts';
import { pricesOf, productOf } from './clients.ts';
import { createOffer, createPolicy, terminatePolicy } from './commands.ts';
import { keepOffer } from './offers.ts';
import { buy, findPolicy, holderOf, terminate } from './policies.ts';

const longestKey = 200;

/** Offers and policies. `announce` is told when an event about a policy has been written down. */
export function policy(database: Database, announce: Announce): Express {
  const app = labService('policy', { database, outbox: outboxPart(database) });

  const offers = app.route('/offers').post(async (request, response) => {
    const command = readBody(createOffer, request);
    const answers = checkOffer(await productOf(command.productCode), command);
    const prices = await pricesOf({ ...command, answers });
    response.json({
      offerNumber: await keepOffer(database, command, answers, prices),
      totalPrice: euros(sum(Object.values(prices))),
      coversPrices: Object.fromEntries(Object.entries(prices).map(([code, price]) => [code, euros(price)])),
    });
  });

  const policies = app.route('/policies').post(async (request, response) => {
    const key = request.get('idempotency-key');
    if (key !== undefined && (key === '' || key.length > longestKey))
      throw labError('VALIDATION', `Idempotency-Key must have 1 to ${longestKey} letters.`);
    const policyNumber = await buy(database, readBody(createPolicy, request), key);
    await announceSafely(announce);
    response.json({ policyNumber });
  });

  const terminations = app.route('/policies/terminate').post(async (request, response) => {
    const { policyNumber } = readBody(terminatePolicy, request);
    await terminate(database, policyNumber);
    await announceSafely(announce);
    response.json({ policyNumber });
  });

  const details = app.route('/policies/:number').get(async (request, response) => {
    const found = await findPolicy(database, request.params.number);
    response.json({
      policy: {
        number: found.number,
        dateFrom: found.version_from,
        dateTo: found.version_to,
        policyHolder: holderOf(found),
        totalPremium: euros(found.total_premium),
        productCode: found.product_code,
        accountNumber: found.account_number,
        covers: found.covers.map(({ code, price }) => `${code} - ${euroText(price)}`),
      },
    });
  });

  app.get('/hello', (_request, response) => void response.end());
  app.get('/hello/version', (_request, response) => void response.json({ ver: '1.0', status: 'OK' }));

  app.use('/events', deadLetterRoutes(setAside(database)));
  for (const route of [offers, policies, terminations]) route.all(methodNotAllowed('POST'));
  details.all(methodNotAllowed('GET', 'HEAD'));
  app.use(labErrorHandlers);
  return app;
}
