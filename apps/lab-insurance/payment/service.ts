import type { Express } from 'express';
import type { Inbox } from '#shared/messaging/inbox';
import { inboxRoutes } from '#shared/messaging/inbox-routes';
import type { Parts } from '#shared/observe/health';
import type { Database } from '#shared/sql/database';
import { today } from '../dates.ts';
import { labError, labErrorHandlers } from '../errors.ts';
import { euros } from '../money.ts';
import { labService, methodNotAllowed } from '../service-base.ts';
import { accountOn, allAccounts } from './accounts.ts';
import { bankFiles } from './bank-files.ts';
import { importStatements } from './imports.ts';
import { latestRejects } from './rejects.ts';

/**
 * Accounts of policies: what is expected, and what the bank has booked. `parts` are what a form needs besides the database.
 */
export function payment(database: Database, inbox: Inbox, parts: Parts = {}): Express {
  const app = labService('payment', { database, ...parts });

  const accounts = app.route('/payment/accounts').get(async (_request, response) => {
    response.json(await allAccounts(database));
  });

  const account = app.route('/payment/accounts/:number').get(async ({ params: { number } }, response) => {
    const found = await accountOn(database, number, today());
    if (found === undefined) throw labError('ACCOUNT_NOT_FOUND', `There is no account ${number}.`);
    response.json({ ...found, balance: euros(found.balance) });
  });

  const imports = app.route('/payment/import').post(async (_request, response) => {
    response.json({ files: await importStatements(database, bankFiles) });
  });

  const rejects = app.route('/payment/rejects').get(async (_request, response) => {
    response.json({ rejects: await latestRejects(database) });
  });

  app.use('/events', inboxRoutes(inbox));
  for (const route of [accounts, account, rejects]) route.all(methodNotAllowed('GET', 'HEAD'));
  imports.all(methodNotAllowed('POST'));
  app.use(labErrorHandlers);
  return app;
}
