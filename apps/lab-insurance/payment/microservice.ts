import { listen } from '#shared/glue/listen';
import { kafkaConsumer } from '#shared/messaging/kafka';
import { localDatabase } from '#shared/sql/local';
import { config } from './config.ts';
import { paymentInbox } from './events.ts';
import { importStatements } from './imports.ts';
import { payment } from './service.ts';
import { repeat } from './timer.ts';

const database = localDatabase(config.DATABASE_FILE);
const box = paymentInbox(database);

kafkaConsumer(
  { brokers: config.KAFKA_BROKERS, group: 'payment', topics: ['policy-registered'] },
  box.receive,
);
repeat(config.IMPORT_EVERY_MINUTES, () => importStatements(database, config.IMPORT_DIR));
await listen(payment(database, box), config.SERVICE_PORT);
