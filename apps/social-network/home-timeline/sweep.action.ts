import { messageAction } from '#shared/messaging/invoke-instead';
import { thriftActionClient } from '../clients.ts';
import { clients } from './clients.ts';
import { deliverWith } from './delivery.ts';
import { deliverOverdue } from './recorded-deliveries.ts';

const deliver = deliverWith(clients(thriftActionClient).socialGraph);

/** Invoked by an alarm: makes the deliveries whose invocation was lost or has failed. */
export const main = messageAction('home-timeline', () => deliverOverdue(deliver));
