import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { kafkaConsumer } from '#shared/messaging/kafka-consumer';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { kafkaBrokers } from '../broker.ts';
import { bankFiles } from './bank-files.ts';
import { config } from './config.ts';
import { paymentInbox } from './events.ts';
import { importStatements } from './imports.ts';
import { payment } from './service.ts';
import { minutes, repeat } from './timer.ts';

const { KAFKA_BROKERS, IMPORT_EVERY_MINUTES } = env({
  KAFKA_BROKERS: kafkaBrokers(),
  IMPORT_EVERY_MINUTES: minutes(),
});

const database = sqliteDatabase(config.DATABASE_URL);
const inbox = paymentInbox(database);
const subscription = { brokers: KAFKA_BROKERS, group: 'payment', topics: ['policy-registered'] };
const events = kafkaConsumer(subscription, inbox.receive);

repeat(IMPORT_EVERY_MINUTES, () => importStatements(database, bankFiles));
await listen(payment(database, inbox, { events }), config.SERVICE_PORT);
