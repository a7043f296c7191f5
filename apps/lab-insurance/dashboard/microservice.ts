import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { kafkaConsumer } from '#shared/messaging/kafka-consumer';
import { kafkaBrokers } from '../broker.ts';
import { config } from './config.ts';
import { inbox } from './events.ts';
import { dashboard } from './service.ts';

const { KAFKA_BROKERS } = env({ KAFKA_BROKERS: kafkaBrokers() });

const subscription = { brokers: KAFKA_BROKERS, group: 'dashboard', topics: ['policy-registered'] };
const events = kafkaConsumer(subscription, inbox.receive);

await listen(dashboard({ events }), config.SERVICE_PORT);
