import { labError, labErrorHandlers } from '../errors.ts';
import { labService, methodNotAllowed } from '../service-base.ts';
import { allProducts, findProduct, mongo } from './products.ts';

/** The insurance products with their covers and questions. */
export const product = labService('product', { database: mongo });

product
  .route('/products')
  .get(async (_request, response) => void response.json(await allProducts()))
  .all(methodNotAllowed('GET', 'HEAD'));

product
  .route('/products/:code')
  .get(async ({ params: { code } }, response) => {
    const found = await findProduct(code);
    if (found === null) throw labError('PRODUCT_NOT_FOUND', `There is no product ${code}.`);
    response.json(found);
  })
  .all(methodNotAllowed('GET', 'HEAD'));

product.use(labErrorHandlers);
