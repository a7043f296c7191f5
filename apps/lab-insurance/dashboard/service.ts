import type { Express } from 'express';
import { inboxRoutes } from '#shared/messaging/inbox-routes';
import type { Parts } from '#shared/observe/health';
import { labErrorHandlers } from '../errors.ts';
import { labService, methodNotAllowed, readBody } from '../service-base.ts';
import { database } from './database.ts';
import { inbox } from './events.ts';
import { agentsSales, agentsSalesQuery, totalSales, totalSalesQuery, trends, trendsQuery } from './sales.ts';

/** Statistics of what was sold. `parts` are what a form needs besides the database. */
export function dashboard(parts: Parts = {}): Express {
  const app = labService('dashboard', { database, ...parts });

  const totals = app.route('/dashboard/totalsales').post(async (request, response) => {
    response.json(await totalSales(readBody(totalSalesQuery, request)));
  });

  const periods = app.route('/dashboard/trends').post(async (request, response) => {
    response.json(await trends(readBody(trendsQuery, request)));
  });

  const agents = app.route('/dashboard/agentssales').post(async (request, response) => {
    response.json(await agentsSales(readBody(agentsSalesQuery, request)));
  });

  app.use('/events', inboxRoutes(inbox));
  for (const route of [totals, periods, agents]) route.all(methodNotAllowed('POST'));
  app.use(labErrorHandlers);
  return app;
}
