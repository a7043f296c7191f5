import { Router } from 'express';
import * as z from 'zod';
import { methodNotAllowed, readBody } from '../service-base.ts';
import { read, readOr, relay, write } from './clients.ts';
import { config } from './config.ts';

const { PAYMENT_URL, DOCUMENTS_URL, DASHBOARD_URL } = config;
const part = encodeURIComponent;

/** What has become of policies: documents, payments and figures. */
export const reports = Router();

reports
  .route('/documents/:number')
  .get(async ({ params: { number } }, response) => {
    relay(response, await read('documents', `${DOCUMENTS_URL}/documents/${part(number)}`));
  })
  .all(methodNotAllowed('GET', 'HEAD'));

for (const figure of ['totalsales', 'trends', 'agentssales']) {
  reports
    .route(`/dashboard/${figure}`)
    .post(async (request, response) => {
      const json = readBody(z.looseObject({}), request);
      relay(
        response,
        await read('dashboard', `${DASHBOARD_URL}/dashboard/${figure}`, { method: 'POST', json }),
      );
    })
    .all(methodNotAllowed('POST'));
}

reports
  .route('/payments/accounts')
  .get(async (_request, response) => {
    await readOr(response, [], 'payment', `${PAYMENT_URL}/payment/accounts`);
  })
  .all(methodNotAllowed('GET', 'HEAD'));

reports
  .route('/payments/accounts/:number')
  .get(async ({ params: { number } }, response) => {
    relay(response, await read('payment', `${PAYMENT_URL}/payment/accounts/${part(number)}`));
  })
  .all(methodNotAllowed('GET', 'HEAD'));

reports
  .route('/payments/import')
  .post(async (_request, response) => {
    relay(response, await write('payment', `${PAYMENT_URL}/payment/import`));
  })
  .all(methodNotAllowed('POST'));

reports
  .route('/payments/rejects')
  .get(async (_request, response) => {
    relay(response, await read('payment', `${PAYMENT_URL}/payment/rejects`));
  })
  .all(methodNotAllowed('GET', 'HEAD'));
