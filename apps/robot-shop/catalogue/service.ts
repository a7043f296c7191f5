import { errorHandler, service } from '#shared/http/service';
import { sendRobotShopError } from '../errors.ts';
import { allProducts, categories, health, product, productsIn, search } from './handlers.ts';
import { release, reserve } from './stock.ts';

/** Products, categories, search and stock. */
export const catalogue = service('catalogue');

catalogue.get('/health', async (_request, response) => {
  const { status, body } = await health();
  response.status(status).json(body);
});
catalogue.get('/products', async (_request, response) => void response.json(await allProducts()));
catalogue.get(
  '/product/:sku',
  async (request, response) => void response.json(await product(request.params)),
);
catalogue.get('/products/:category', async (request, response) => {
  response.json(await productsIn(request.params));
});
catalogue.get('/categories', async (_request, response) => void response.json(await categories()));
catalogue.get('/search/:text', async (request, response) => void response.json(await search(request.params)));

// For payment: stock that falls when something is sold, which the original's never did.
catalogue.post('/reserve', async (request, response) => void response.json(await reserve(request.body)));
catalogue.post('/release', async (request, response) => void response.json(await release(request.body)));

catalogue.use(errorHandler(sendRobotShopError));
