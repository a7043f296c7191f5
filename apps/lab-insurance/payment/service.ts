import { inboxRoutes } from '#shared/messaging/inbox-routes';
import { localDatabase } from '#shared/sql/local';
import { today } from '../dates.ts';
import { answerLabErrors, labError } from '../errors.ts';
import { euros } from '../money.ts';
import { labService, onlyAllows } from '../service-base.ts';
import { accountOn, allAccounts } from './accounts.ts';
import { config } from './config.ts';
import { paymentInbox } from './events.ts';
import { importStatements } from './imports.ts';
import { latestRejects } from './rejects.ts';

/** The accounts. */
export const database = localDatabase(config.DATABASE_FILE);
/** The events that payment takes in. */
export const box = paymentInbox(database);

/** Accounts of policies: what is expected, and what the bank has booked. */
export const payment = labService('payment');

const accounts = payment.route('/payment/accounts').get(async (_request, response) => {
  response.json(await allAccounts(database));
});

const account = payment.route('/payment/accounts/:number').get(async ({ params: { number } }, response) => {
  const found = await accountOn(database, number, today());
  if (found === undefined) throw labError('ACCOUNT_NOT_FOUND', `There is no account ${number}.`);
  response.json({ ...found, balance: euros(found.balance) });
});

const imports = payment.route('/payment/import').post(async (_request, response) => {
  response.json({ files: await importStatements(database, config.IMPORT_DIR) });
});

const rejects = payment.route('/payment/rejects').get(async (_request, response) => {
  response.json({ rejects: await latestRejects(database) });
});

payment.use('/events', inboxRoutes(box));
for (const route of [accounts, account, rejects]) onlyAllows(route, 'GET', 'HEAD');
onlyAllows(imports, 'POST');
answerLabErrors(payment);
