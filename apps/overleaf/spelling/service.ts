import { errorHandler } from '#shared/http/service';
import { overleafService } from '../service-base.ts';
import { aspell } from './aspell/languages.ts';
import { bodyBytes, check, forget, learn, list, status, unlearn } from './handlers.ts';
import { mongo } from './learned.ts';

/** Checks the spelling of words, and keeps the words that each user has taught. */
export const spelling = overleafService('spelling', { mongo, aspell }, { status, bodyBytes });

spelling.post('/user/:user/check', async ({ params, body }, response) => {
  response.json(await check(params, body));
});
spelling.post('/user/:user/learn', async ({ params, body }, response) => {
  await learn(params, body);
  response.sendStatus(204);
});
spelling.post('/user/:user/unlearn', async ({ params, body }, response) => {
  await unlearn(params, body);
  response.sendStatus(204);
});
spelling
  .route('/user/:user')
  .get(async ({ params }, response) => void response.json(await list(params)))
  .delete(async ({ params }, response) => {
    await forget(params);
    response.sendStatus(204);
  });

spelling.use(errorHandler());
