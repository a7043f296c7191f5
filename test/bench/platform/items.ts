import { errorHandler, service } from '#shared/http/service';

/** The service that is measured in both forms: JSON in, a little JSON out, no store. */
export const items = service('items');

items.get('/health', (_request, response) => void response.send('OK'));

items.post('/items', ({ body }: { body: { items: unknown[] } }, response) => {
  response.json({ count: body.items.length });
});

items.use(errorHandler());
