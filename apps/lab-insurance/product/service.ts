import { labError, labErrorHandlers } from '../errors.ts';
import { labService, onlyAllows } from '../service-base.ts';
import { allProducts, findProduct } from './products.ts';

/** The insurance products with their covers and questions. */
export const product = labService('product');

onlyAllows(
  product.route('/products').get(async (_request, response) => void response.json(await allProducts())),
  'GET',
  'HEAD',
);

onlyAllows(
  product.route('/products/:code').get(async ({ params: { code } }, response) => {
    const found = await findProduct(code);
    if (found === null) throw labError('PRODUCT_NOT_FOUND', `There is no product ${code}.`);
    response.json(found);
  }),
  'GET',
  'HEAD',
);

product.use(labErrorHandlers);
