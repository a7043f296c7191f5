import { Router } from 'express';
import { deadLetterRoutes } from './dead-letters.ts';
import type { Inbox } from './inbox.ts';

/** Admin routes of an inbox: processed events by key, dead letters, replay of a dead letter. */
export function inboxRoutes(inbox: Inbox): Router {
  const router = Router();
  router.get('/of/:key', async (request, response) => {
    response.json({ events: await inbox.processed(request.params.key) });
  });
  return router.use(deadLetterRoutes(inbox));
}
