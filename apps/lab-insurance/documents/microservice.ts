import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { kafkaConsumer } from '#shared/messaging/kafka-consumer';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { kafkaBrokers } from '../broker.ts';
import { config } from './config.ts';
import { documentsInbox } from './events.ts';
import { documents } from './service.ts';

const { KAFKA_BROKERS } = env({ KAFKA_BROKERS: kafkaBrokers() });

const database = sqliteDatabase(config.DATABASE_URL);
const inbox = documentsInbox(database);
const subscription = { brokers: KAFKA_BROKERS, group: 'documents', topics: ['policy-registered'] };
const events = kafkaConsumer(subscription, inbox.receive);

await listen(documents(database, inbox, { events }), config.SERVICE_PORT);
