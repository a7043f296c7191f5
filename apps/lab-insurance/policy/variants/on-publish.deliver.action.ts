import { env } from '#shared/config/env';
import { messageAction } from '#shared/messaging/invoke-instead';
import { kafkaPublisher } from '#shared/messaging/kafka';
import { outboxRelay } from '#shared/messaging/outbox';
import { postgresDatabase } from '#shared/sql/postgres';
import { kafkaBrokers } from '../../broker.ts';
import { config } from '../config.ts';

const { KAFKA_BROKERS } = env({ KAFKA_BROKERS: kafkaBrokers() });

const database = postgresDatabase(config.DATABASE_URL);

/** Instead of deliver.action.ts where the broker stays: an alarm sends the events that the broker could not accept at once. */
export const main = messageAction('policy', outboxRelay(database, kafkaPublisher(KAFKA_BROKERS, 'policy')));
