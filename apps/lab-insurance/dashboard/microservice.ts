import { listen } from '#shared/glue/listen';
import { kafkaConsumer } from '#shared/messaging/kafka';
import { config } from './config.ts';
import { box } from './events.ts';
import { dashboard } from './service.ts';

kafkaConsumer(
  { brokers: config.KAFKA_BROKERS, group: 'dashboard', topics: ['policy-registered'] },
  box.receive,
);
await listen(dashboard, config.SERVICE_PORT);
