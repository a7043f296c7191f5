import { listen } from '#shared/glue/listen';
import { kafkaConsumer } from '#shared/messaging/kafka';
import { config } from './config.ts';
import { importStatements } from './imports.ts';
import { box, database, payment } from './service.ts';
import { repeat } from './timer.ts';

kafkaConsumer(
  { brokers: config.KAFKA_BROKERS, group: 'payment', topics: ['policy-registered'] },
  box.receive,
);
repeat(config.IMPORT_EVERY_MINUTES, () => importStatements(database, config.IMPORT_DIR));
await listen(payment, config.SERVICE_PORT);
