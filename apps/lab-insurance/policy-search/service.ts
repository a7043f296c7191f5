import * as z from 'zod';
import { inboxRoutes } from '#shared/messaging/inbox-routes';
import { parse } from '#shared/parse';
import { labErrorHandlers } from '../errors.ts';
import { labService, methodNotAllowed } from '../service-base.ts';
import { inbox } from './events.ts';
import { findPolicies } from './views.ts';

const search = z.object({ q: z.string('must be given once') });

/** Finds policies by number and holder. */
export const policySearch = labService('policy-search');

const policies = policySearch.route('/policies').get(async ({ query }, response) => {
  response.json({ policies: await findPolicies(parse(search, query, 'query').q) });
});

policySearch.use('/events', inboxRoutes(inbox));
policies.all(methodNotAllowed('GET', 'HEAD'));
policySearch.use(labErrorHandlers);
