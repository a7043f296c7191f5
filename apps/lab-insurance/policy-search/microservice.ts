import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { kafkaConsumer } from '#shared/messaging/kafka-consumer';
import { kafkaBrokers } from '../broker.ts';
import { topics } from '../events.ts';
import { config } from './config.ts';
import { inbox } from './events.ts';
import { policySearch } from './service.ts';

const { KAFKA_BROKERS } = env({ KAFKA_BROKERS: kafkaBrokers() });

const subscription = { brokers: KAFKA_BROKERS, group: 'policy-search', topics };
const events = kafkaConsumer(subscription, inbox.receive);

await listen(policySearch({ events }), config.SERVICE_PORT);
