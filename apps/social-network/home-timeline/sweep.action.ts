import { messageAction } from '#shared/messaging/invoke-instead';
import { actionClient } from '../clients.ts';
import { SocialGraphService } from '../social-network.ts';
import { config } from './config.ts';
import { deliverOverdue } from './deferred-fan-out.ts';
import { deliverWith } from './service.ts';

const deliver = deliverWith(actionClient(SocialGraphService, config.SOCIAL_GRAPH_URL));

/** Invoked by an alarm: makes the deliveries whose invocation was lost or has failed. */
export const main = messageAction('home-timeline', () => deliverOverdue(deliver));
