import { Router } from 'express';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { labError } from '../errors.ts';
import { methodNotAllowed, readBody } from '../service-base.ts';
import { read, readOr, relay, write } from './clients.ts';
import { config } from './config.ts';
import { agentIn } from './session.ts';

const { PRODUCT_URL, POLICY_URL, POLICY_SEARCH_URL } = config;
const part = encodeURIComponent;

/** Products, offers and policies. */
export const sales = Router();

sales
  .route('/products')
  .get(async (_request, response) => {
    await readOr(response, [], 'product', `${PRODUCT_URL}/products`);
  })
  .all(methodNotAllowed('GET', 'HEAD'));

sales
  .route('/products/:code')
  .get(async ({ params: { code } }, response) => {
    relay(response, await read('product', `${PRODUCT_URL}/products/${part(code)}`));
  })
  .all(methodNotAllowed('GET', 'HEAD'));

/** A command as it is, or in a field `cmd`, as the original takes it too. */
const command = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.preprocess((body) => {
    const { cmd } = Object(body) as { cmd?: unknown };
    return typeof cmd === 'object' && cmd !== null ? cmd : body;
  }, z.looseObject(shape));
const offer = command({ productCode: z.string('must be the code of a product') });
const purchase = command({});

sales
  .route('/offers')
  .post(async (request, response) => {
    const json = readBody(offer, request);
    const { roles } = agentIn(response);
    if (!roles.includes(json.productCode)) {
      const only = roles.join(', ') || 'nothing';
      throw labError('FORBIDDEN', `productCode: you may not sell ${json.productCode}, only ${only}`);
    }
    relay(response, await write('policy', `${POLICY_URL}/offers`, { json }));
  })
  .all(methodNotAllowed('POST'));

// Who sells is who asks, whatever the body says.
sales
  .route('/policies/create')
  .post(async (request, response) => {
    const json = { ...readBody(purchase, request), agentLogin: agentIn(response).login };
    const key = request.get('Idempotency-Key');
    const headers = key === undefined ? {} : { 'Idempotency-Key': key };
    relay(response, await write('policy', `${POLICY_URL}/policies`, { json, headers }));
  })
  .all(methodNotAllowed('POST'));

sales
  .route('/policies/terminate')
  .post(async (request, response) => {
    const json = readBody(z.looseObject({}), request);
    relay(response, await write('policy', `${POLICY_URL}/policies/terminate`, { json }));
  })
  .all(methodNotAllowed('POST'));

const search = z.object({ q: z.string('must be given once').default('*') });

sales
  .route('/policies')
  .get(async ({ query }, response) => {
    const { q } = parse(search, query, 'query');
    const url = `${POLICY_SEARCH_URL}/policies?q=${part(q)}`;
    await readOr(response, { policies: [] }, 'policy-search', url);
  })
  .all(methodNotAllowed('GET', 'HEAD'));

sales
  .route('/policies/:number')
  .get(async ({ params: { number } }, response) => {
    relay(response, await read('policy', `${POLICY_URL}/policies/${part(number)}`));
  })
  .all(methodNotAllowed('GET', 'HEAD'));
