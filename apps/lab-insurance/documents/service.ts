import { inboxRoutes } from '#shared/messaging/inbox-routes';
import { localDatabase } from '#shared/sql/local';
import { answerLabErrors } from '../errors.ts';
import { labService, onlyAllows } from '../service-base.ts';
import { config } from './config.ts';
import { documentsOf } from './documents.ts';
import { documentsInbox } from './events.ts';

const database = localDatabase(config.DATABASE_FILE);
/** The events that documents takes in. */
export const box = documentsInbox(database);

/** The documents of policies, as PDF. */
export const documents = labService('documents');

const ofPolicy = documents.route('/documents/:policyNumber').get(async (request, response) => {
  const { policyNumber } = request.params;
  const contents = await documentsOf(database, policyNumber);
  response.json({
    documents: contents.map((content) => ({
      policyNumber,
      content: Buffer.from(content).toString('base64'),
    })),
  });
});

documents.use('/events', inboxRoutes(box));
onlyAllows(ofPolicy, 'GET', 'HEAD');
answerLabErrors(documents);
