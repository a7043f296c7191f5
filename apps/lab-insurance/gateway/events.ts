import { Router } from 'express';
import { onlyAllows } from '../service-base.ts';
import { relay } from './clients.ts';
import { arrivals, deadLetters, replay } from './consumers.ts';
import { needsAdmin } from './session.ts';

/** What has become of the events about policies. */
export const events = Router();

onlyAllows(
  events.route('/policies/:number/arrivals').get(async ({ params: { number } }, response) => {
    response.json(await arrivals(response, number));
  }),
  'GET',
  'HEAD',
);

onlyAllows(
  events.route('/events/dead').get(needsAdmin, async (_request, response) => {
    response.json(await deadLetters(response));
  }),
  'GET',
  'HEAD',
);

onlyAllows(
  events.route('/events/dead/:consumer/:eventId/replay').post(needsAdmin, async ({ params }, response) => {
    relay(response, await replay(params.consumer, params.eventId));
  }),
  'POST',
);
