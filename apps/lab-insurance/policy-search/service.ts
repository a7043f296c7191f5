import type { Express } from 'express';
import * as z from 'zod';
import { inboxRoutes } from '#shared/messaging/inbox-routes';
import type { Parts } from '#shared/observe/health';
import { parse } from '#shared/parse';
import { labErrorHandlers } from '../errors.ts';
import { labService, methodNotAllowed } from '../service-base.ts';
import { database } from './database.ts';
import { inbox } from './events.ts';
import { findPolicies } from './views.ts';

const search = z.object({ q: z.string('must be given once') });

/** Finds policies by number and holder. `parts` are what a form needs besides the database. */
export function policySearch(parts: Parts = {}): Express {
  const app = labService('policy-search', { database, ...parts });

  const policies = app.route('/policies').get(async ({ query }, response) => {
    response.json({ policies: await findPolicies(parse(search, query, 'query').q) });
  });

  app.use('/events', inboxRoutes(inbox));
  policies.all(methodNotAllowed('GET', 'HEAD'));
  app.use(labErrorHandlers);
  return app;
}
