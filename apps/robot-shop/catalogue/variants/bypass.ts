import * as z from 'zod';
import { bypassListener, respond } from '#shared/glue/bypass-listener';
import { parseJson } from '#shared/parse';
import { inWords } from '../../errors.ts';
import { publicStatus } from '../../public-status.ts';
import { allProducts, categories, health, product, productsIn, search } from '../handlers.ts';
import { release, reserve } from '../stock.ts';

// The same handlers without Express: what the framework did is said again here, and its default pages are gone.
export const main = bypassListener(
  'catalogue',
  {
    'GET /health': async () => {
      const { status, body } = await health();
      return respond(body, status);
    },
    'GET /products': allProducts,
    'GET /product/:sku': product,
    'GET /products/:category': productsIn,
    'GET /categories': categories,
    'GET /search/:text': search,
    'POST /reserve': (_parts, { body }) => reserve(json(body)),
    'POST /release': (_parts, { body }) => release(json(body)),
  },
  publicStatus,
);

const json = (body: Buffer): unknown =>
  parseJson(z.unknown(), body.toString('utf8'), 'body', inWords('the body is not JSON'));
