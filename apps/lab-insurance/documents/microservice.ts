import { listen } from '#shared/glue/listen';
import { kafkaConsumer } from '#shared/messaging/kafka';
import { localDatabase } from '#shared/sql/local';
import { config } from './config.ts';
import { documentsInbox } from './events.ts';
import { documents } from './service.ts';

const database = localDatabase(config.DATABASE_FILE);
const box = documentsInbox(database);

kafkaConsumer(
  { brokers: config.KAFKA_BROKERS, group: 'documents', topics: ['policy-registered'] },
  box.receive,
);
await listen(documents(database, box), config.SERVICE_PORT);
