import { listen } from '#shared/glue/listen';
import { kafkaConsumer } from '#shared/messaging/kafka';
import { config } from './config.ts';
import { box, documents } from './service.ts';

kafkaConsumer(
  { brokers: config.KAFKA_BROKERS, group: 'documents', topics: ['policy-registered'] },
  box.receive,
);
await listen(documents, config.SERVICE_PORT);
