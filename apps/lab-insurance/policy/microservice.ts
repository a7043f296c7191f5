import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { kafkaPublisher } from '#shared/messaging/kafka';
import { keepSending, outboxRelay } from '#shared/messaging/outbox';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { kafkaBrokers } from '../broker.ts';
import { config } from './config.ts';
import { policy } from './service.ts';

const { KAFKA_BROKERS } = env({ KAFKA_BROKERS: kafkaBrokers() });

const database = sqliteDatabase(config.DATABASE_URL);
const announce = keepSending(outboxRelay(database, kafkaPublisher(KAFKA_BROKERS, 'policy')));

await listen(policy(database, announce), config.SERVICE_PORT);
