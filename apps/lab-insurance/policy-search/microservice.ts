import { listen } from '#shared/glue/listen';
import { kafkaConsumer } from '#shared/messaging/kafka';
import { topics } from '../events.ts';
import { config } from './config.ts';
import { box } from './events.ts';
import { policySearch } from './service.ts';

kafkaConsumer({ brokers: config.KAFKA_BROKERS, group: 'policy-search', topics }, box.receive);
await listen(policySearch, config.SERVICE_PORT);
