import { env } from '#shared/config/env';
import { injectRequest } from '#shared/glue/inject-request';
import { kafkaPublisher } from '#shared/messaging/kafka';
import { outboxRelay } from '#shared/messaging/outbox';
import { postgresDatabase } from '#shared/sql/postgres';
import { kafkaBrokers } from '../../broker.ts';
import { config } from '../config.ts';
import { policy } from '../service.ts';

const { KAFKA_BROKERS } = env({ KAFKA_BROKERS: kafkaBrokers() });

// Instead of serverless.ts where the broker stays: on-publish.feed.ts then invokes the subscribers for each event.
const database = postgresDatabase(config.DATABASE_URL);
const publish = outboxRelay(database, kafkaPublisher(KAFKA_BROKERS, 'policy'));

export const main = injectRequest(policy(database, publish));
