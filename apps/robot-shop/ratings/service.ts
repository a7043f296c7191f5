import { invalid, notFound } from '#shared/errors';
import { call, failure } from '#shared/http/client';
import { HttpError, kindOf } from '#shared/http/errors';
import { errorHandler, service } from '#shared/http/service';
import { sendRobotShopError } from '../errors.ts';
import { config } from './config.ts';
import { addRating, mysql, ratingOf } from './ratings.ts';

/** Stars for products. */
export const ratings = service('ratings');

ratings.get(['/_health', '/health'], async (_request, response) => {
  const isThere = await mysql.isHealthy();
  response.status(isThere ? 200 : 400).json({ pdo_connectivity: isThere });
});

// Seen from outside the paths begin with /api/ratings/api; that is so in the original.
ratings
  .route('/api/rate/:sku/:score')
  .put(async ({ params: { sku, score } }, response) => {
    if (!/^[+-]?\d+$/.test(score)) throw invalid('score must be a whole number');
    await mustExist(sku);
    await addRating(sku, Math.min(5, Math.max(1, Number(score))));
    response.json({ success: true });
  })
  .all(() => {
    throw new HttpError(405, 'rate by PUT');
  });

ratings
  .route('/api/fetch/:sku')
  .get(async (request, response) => void response.json(await ratingOf(request.params.sku)))
  .all(() => {
    throw new HttpError(405, 'fetch by GET');
  });

ratings.use(errorHandler(sendRobotShopError));

async function mustExist(sku: string): Promise<void> {
  const answer = await call(`${config.CATALOGUE_URL}/product/${encodeURIComponent(sku)}`);
  if (kindOf(answer.status) === 'not-found') throw notFound('SKU not found');
  if (answer.status !== 200) throw failure('catalogue', answer);
}
