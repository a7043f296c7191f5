import { listen } from '#shared/glue/listen';
import { kafkaPublisher } from '#shared/messaging/kafka';
import { keepSending, outboxRelay } from '#shared/messaging/outbox';
import { localDatabase } from '#shared/sql/local';
import { config } from './config.ts';
import { policy } from './service.ts';

const database = localDatabase(config.DATABASE_FILE);
const announce = keepSending(outboxRelay(database, kafkaPublisher(config.KAFKA_BROKERS, 'policy')));

await listen(policy(database, announce), config.SERVICE_PORT);
