import { kafkaPublisher } from '#shared/messaging/kafka';
import { announceSafely, keepSending, outboxRelay } from '#shared/messaging/outbox';
import { localDatabase } from '#shared/sql/local';
import { answerLabErrors, labError } from '../errors.ts';
import { euros, euroText } from '../money.ts';
import { labService, onlyAllows, readBody } from '../service-base.ts';
import { checkOffer } from './check-offer.ts';
import { createOffer, createPolicy, terminatePolicy } from './commands.ts';
import { config } from './config.ts';
import { priceOf, productOf } from './neighbours.ts';
import { keepOffer } from './offers.ts';
import { buy, findPolicy, holderOf, terminate } from './policies.ts';

const longestKey = 200;

const database = localDatabase(config.DATABASE_FILE);
const announce = keepSending(outboxRelay(database, kafkaPublisher(config.KAFKA_BROKERS, 'policy')));

/** Offers and policies. */
export const policy = labService('policy');

const offers = policy.route('/offers').post(async (request, response) => {
  const command = readBody(createOffer, request);
  const answers = checkOffer(await productOf(command.productCode), command);
  const price = await priceOf({ ...command, answers });
  response.json({ offerNumber: await keepOffer(database, command, answers, price), ...price });
});

const policies = policy.route('/policies').post(async (request, response) => {
  const key = request.get('idempotency-key');
  if (key !== undefined && (key === '' || key.length > longestKey))
    throw labError('VALIDATION', `Idempotency-Key must have 1 to ${longestKey} letters.`);
  const policyNumber = await buy(database, readBody(createPolicy, request), key);
  await announceSafely(announce);
  response.json({ policyNumber });
});

const terminations = policy.route('/policies/terminate').post(async (request, response) => {
  const { policyNumber } = readBody(terminatePolicy, request);
  await terminate(database, policyNumber);
  await announceSafely(announce);
  response.json({ policyNumber });
});

const details = policy.route('/policies/:number').get(async (request, response) => {
  const found = await findPolicy(database, request.params.number);
  response.json({
    policy: {
      number: found.number,
      dateFrom: found.version_from,
      dateTo: found.version_to,
      policyHolder: holderOf(found),
      totalPremium: euros(found.total_premium),
      productCode: found.product_code,
      accountNumber: found.account_number,
      covers: found.covers.map(({ code, price }) => `${code} - ${euroText(price)}`),
    },
  });
});

policy.get('/hello', (_request, response) => void response.end());
policy.get('/hello/version', (_request, response) => void response.json({ ver: '1.0', status: 'OK' }));

for (const route of [offers, policies, terminations]) onlyAllows(route, 'POST');
onlyAllows(details, 'GET', 'HEAD');
answerLabErrors(policy);
