import { invalid } from '#shared/errors';
import { errorHandler, service } from '#shared/http/service';
import { config } from './config.ts';

/** Greets the person named in the path. Throws `invalid` for a name that is too long. */
export const hello = service('hello');

hello.get('/health', (_request, response) => void response.send('OK'));

hello.get('/hello/:name', ({ params: { name } }, response) => {
  if (name.length > 100) throw invalid('name may have at most 100 characters');
  response.json({ text: `${config.GREETING}, ${name}` });
});

hello.use(errorHandler());
