import { kafkaConsumer } from '#shared/messaging/kafka';
import { enclose } from '#shared/messaging/message';
import { toAction } from '#shared/messaging/to-action';
import type { Topic } from './events.ts';

/** Who follows what; each service is a group of its own. */
const subscriptions: Record<string, readonly Topic[]> = {
  'policy-search': ['policy-registered', 'policy-terminated'],
  payment: ['policy-registered'],
  documents: ['policy-registered'],
  dashboard: ['policy-registered'],
};

/**
 * The process between broker and platform, where the broker stays: reads the events for each subscriber as a group of its own
 * and invokes the subscriber's action. KAFKA_BROKERS, OW_APIHOST and OW_AUTH say where both are.
 */
const brokers = process.env.KAFKA_BROKERS ?? '127.0.0.1:9092';

for (const [service, topics] of Object.entries(subscriptions)) {
  const action = `lab-insurance/${service}-events`;
  kafkaConsumer({ brokers, group: service, topics }, (event) => toAction(action, enclose(event)));
}
