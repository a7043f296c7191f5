import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { deliveries } from '#shared/messaging/deliveries';
import { messageAction } from '#shared/messaging/invoke-instead';
import { postgresDatabase } from '#shared/sql/postgres';
import { config } from './config.ts';

// Without a broker the sender knows its receivers.
const urls = env({
  POLICY_SEARCH_EVENTS_URL: serviceUrl(),
  PAYMENT_EVENTS_URL: serviceUrl(),
  DOCUMENTS_EVENTS_URL: serviceUrl(),
  DASHBOARD_EVENTS_URL: serviceUrl(),
});
const policySearch = actionClient(urls.POLICY_SEARCH_EVENTS_URL);

const deliver = deliveries(postgresDatabase(config.DATABASE_URL), {
  'policy-registered': [
    policySearch,
    actionClient(urls.PAYMENT_EVENTS_URL),
    actionClient(urls.DOCUMENTS_EVENTS_URL),
    actionClient(urls.DASHBOARD_EVENTS_URL),
  ],
  'policy-terminated': [policySearch],
});

/** Started after each sale, and by an alarm that sweeps up what such a start has missed. */
export const main = messageAction('policy', deliver);
