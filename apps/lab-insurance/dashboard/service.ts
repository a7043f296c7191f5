import { inboxRoutes } from '#shared/messaging/inbox-routes';
import { labErrorHandlers } from '../errors.ts';
import { labService, methodNotAllowed, readBody } from '../service-base.ts';
import { inbox } from './events.ts';
import { agentsSales, agentsSalesQuery, totalSales, totalSalesQuery, trends, trendsQuery } from './sales.ts';

/** Statistics of what was sold. */
export const dashboard = labService('dashboard');

const totals = dashboard.route('/dashboard/totalsales').post(async (request, response) => {
  response.json(await totalSales(readBody(totalSalesQuery, request)));
});

const periods = dashboard.route('/dashboard/trends').post(async (request, response) => {
  response.json(await trends(readBody(trendsQuery, request)));
});

const agents = dashboard.route('/dashboard/agentssales').post(async (request, response) => {
  response.json(await agentsSales(readBody(agentsSalesQuery, request)));
});

dashboard.use('/events', inboxRoutes(inbox));
for (const route of [totals, periods, agents]) route.all(methodNotAllowed('POST'));
dashboard.use(labErrorHandlers);
