import { Router } from 'express';
import { methodNotAllowed } from '../service-base.ts';
import { relay } from './clients.ts';
import { arrivals, deadLetters, replay } from './consumers.ts';
import { needsAdmin } from './session.ts';

/** What has become of the events about policies. */
export const events = Router();

events
  .route('/policies/:number/arrivals')
  .get(async ({ params: { number } }, response) => {
    response.json(await arrivals(response, number));
  })
  .all(methodNotAllowed('GET', 'HEAD'));

events
  .route('/events/dead')
  .get(needsAdmin, async (_request, response) => {
    response.json(await deadLetters(response));
  })
  .all(methodNotAllowed('GET', 'HEAD'));

events
  .route('/events/dead/:consumer/:eventId/replay')
  .post(needsAdmin, async ({ params }, response) => {
    relay(response, await replay(params.consumer, params.eventId));
  })
  .all(methodNotAllowed('POST'));
