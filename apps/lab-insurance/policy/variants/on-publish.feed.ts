import * as z from 'zod';
import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { invokeSubscriber } from '#shared/messaging/invoke-subscriber';
import { kafkaConsumer } from '#shared/messaging/kafka-consumer';
import { wrapInEnvelope } from '#shared/messaging/message';
import type { Topic } from '../../events.ts';

const config = env({
  KAFKA_BROKERS: z.string().default('127.0.0.1:9092'),
  POLICY_SEARCH_EVENTS_URL: serviceUrl(),
  PAYMENT_EVENTS_URL: serviceUrl(),
  DOCUMENTS_EVENTS_URL: serviceUrl(),
  DASHBOARD_EVENTS_URL: serviceUrl(),
});

/** Who follows what, and the action that receives it; each service is a group of its own. */
const subscriptions: Record<string, { url: string; topics: readonly Topic[] }> = {
  'policy-search': {
    url: config.POLICY_SEARCH_EVENTS_URL,
    topics: ['policy-registered', 'policy-terminated'],
  },
  payment: { url: config.PAYMENT_EVENTS_URL, topics: ['policy-registered'] },
  documents: { url: config.DOCUMENTS_EVENTS_URL, topics: ['policy-registered'] },
  dashboard: { url: config.DASHBOARD_EVENTS_URL, topics: ['policy-registered'] },
};

/**
 * The process between broker and platform, where the broker stays: reads the events for each subscriber as a group of its own
 * and invokes the subscriber's action. KAFKA_BROKERS, the addresses of the actions and OW_AUTH say where both are.
 */
for (const [service, { url, topics }] of Object.entries(subscriptions)) {
  const action = actionClient(url);
  const subscription = { brokers: config.KAFKA_BROKERS, group: service, topics };
  kafkaConsumer(subscription, (event) => invokeSubscriber(action, wrapInEnvelope(event)));
}
