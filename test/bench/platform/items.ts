import { errorHandler, service } from '#shared/http/service';

/** The service that is measured in both forms: it reads JSON and returns a little JSON, without a store. */
export const items = service('items');

items.get('/health', (_request, response) => void response.send('OK'));

items.post('/items', ({ body }: { body: { items: unknown[] } }, response) => {
  response.json({ count: body.items.length });
});

items.use(errorHandler());
