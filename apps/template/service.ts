import { invalid } from '#shared/errors';
import { errorHandler, service } from '#shared/http/service';
import { config } from './config.ts';

/** Greets whoever is named. Copy this folder for a new service, then enter it in its application's `app.ts`. */
export const template = service('template');

template.get('/health', (_request, response) => void response.send('OK'));

template.get('/hello/:name', ({ params: { name } }, response) => {
  if (name.length > 100) throw invalid('name may have 100 characters');
  response.json({ text: `${config.GREETING}, ${name}` });
});

template.use(errorHandler());
