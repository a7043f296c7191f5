import { Router } from 'express';
import { notFound } from '../errors.ts';
import type { Inbox } from './inbox.ts';

/** Admin routes of an inbox: processed events by key, dead letters, replay of a dead letter. */
export function inboxRoutes(inbox: Inbox): Router {
  const router = Router();
  router.get('/of/:key', async (request, response) => {
    response.json({ events: await inbox.processed(request.params.key) });
  });
  router.get('/dead', async (_request, response) => {
    response.json({ deadLetters: await inbox.dead() });
  });
  router.post('/dead/:eventId/replay', async ({ params: { eventId } }, response) => {
    if (!(await inbox.replay(eventId))) throw notFound(`No event ${eventId} was set aside here.`);
    response.json({ replayed: true });
  });
  return router;
}
