import { deliveries } from '#shared/messaging/deliveries';
import { invoked } from '#shared/messaging/invoke-instead';
import { unifiedDatabase } from '#shared/sql/unified';
import { config } from './config.ts';

// Without a broker the sender knows its receivers.
const deliver = deliveries(unifiedDatabase(config.DATABASE_URL), {
  'policy-registered': [
    'lab-insurance/policy-search-events',
    'lab-insurance/payment-events',
    'lab-insurance/documents-events',
    'lab-insurance/dashboard-events',
  ],
  'policy-terminated': ['lab-insurance/policy-search-events'],
});

/** Started after each sale, and by an alarm that sweeps up what such a start has missed. */
export const main = invoked('policy', deliver);
