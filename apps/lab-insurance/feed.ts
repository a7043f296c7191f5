import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { kafkaConsumer } from '#shared/messaging/kafka';
import { enclose } from '#shared/messaging/message';
import { toAction } from '#shared/messaging/to-action';
import type { Topic } from './events.ts';

const urls = env({
  POLICY_SEARCH_EVENTS_URL: serviceUrl(),
  PAYMENT_EVENTS_URL: serviceUrl(),
  DOCUMENTS_EVENTS_URL: serviceUrl(),
  DASHBOARD_EVENTS_URL: serviceUrl(),
});

/** Who follows what, and the action that receives it; each service is a group of its own. */
const subscriptions: Record<string, { url: string; topics: readonly Topic[] }> = {
  'policy-search': {
    url: urls.POLICY_SEARCH_EVENTS_URL,
    topics: ['policy-registered', 'policy-terminated'],
  },
  payment: { url: urls.PAYMENT_EVENTS_URL, topics: ['policy-registered'] },
  documents: { url: urls.DOCUMENTS_EVENTS_URL, topics: ['policy-registered'] },
  dashboard: { url: urls.DASHBOARD_EVENTS_URL, topics: ['policy-registered'] },
};

/**
 * The process between broker and platform, where the broker stays: reads the events for each subscriber as a group of its own
 * and invokes the subscriber's action. KAFKA_BROKERS, the addresses of the actions and OW_AUTH say where both are.
 */
const brokers = process.env.KAFKA_BROKERS ?? '127.0.0.1:9092';

for (const [service, { url, topics }] of Object.entries(subscriptions)) {
  const action = actionClient(url);
  kafkaConsumer({ brokers, group: service, topics }, (event) => toAction(action, enclose(event)));
}
