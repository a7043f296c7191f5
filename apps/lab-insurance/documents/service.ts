import type { Express } from 'express';
import type { Inbox } from '#shared/messaging/inbox';
import { inboxRoutes } from '#shared/messaging/inbox-routes';
import type { Parts } from '#shared/observe/health';
import type { Database } from '#shared/sql/database';
import { labErrorHandlers } from '../errors.ts';
import { labService, methodNotAllowed } from '../service-base.ts';
import { documentsOf } from './documents.ts';

/** The documents of policies, as PDF. `parts` are what a form needs besides the database. */
export function documents(database: Database, inbox: Inbox, parts: Parts = {}): Express {
  const app = labService('documents', { database, ...parts });

  const ofPolicy = app.route('/documents/:policyNumber').get(async (request, response) => {
    const { policyNumber } = request.params;
    const contents = await documentsOf(database, policyNumber);
    response.json({
      documents: contents.map((content) => ({
        policyNumber,
        content: Buffer.from(content).toString('base64'),
      })),
    });
  });

  app.use('/events', inboxRoutes(inbox));
  ofPolicy.all(methodNotAllowed('GET', 'HEAD'));
  app.use(labErrorHandlers);
  return app;
}
