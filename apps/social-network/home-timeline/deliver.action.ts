import { messageAction } from '#shared/messaging/invoke-instead';
import { thriftActionClient } from '../clients.ts';
import { clients } from './clients.ts';
import { deliverWith } from './delivery.ts';
import { deliverRecorded } from './recorded-deliveries.ts';

const deliver = deliverWith(clients(thriftActionClient).socialGraph);

/** Invoked with each delivery that `main` has recorded. */
export const main = messageAction('home-timeline', deliverRecorded(deliver));
