import { Router } from 'express';
import { notFound } from '../errors.ts';
import type { Inbox } from './inbox.ts';

/** How operators and tests see an inbox: what it has taken in of a key, what was set aside, and another try of that. */
export function inboxRoutes(box: Inbox): Router {
  const router = Router();
  router.get('/of/:key', async (request, response) => {
    response.json({ events: await box.processed(request.params.key) });
  });
  router.get('/dead', async (_request, response) => {
    response.json({ deadLetters: await box.dead() });
  });
  router.post('/dead/:eventId/replay', async ({ params: { eventId } }, response) => {
    if (!(await box.replay(eventId))) throw notFound(`No event ${eventId} was set aside here.`);
    response.json({ replayed: true });
  });
  return router;
}
