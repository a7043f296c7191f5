import { messageAction } from '#shared/messaging/invoke-instead';
import { actionClient } from '../clients.ts';
import { SocialGraphService } from '../social-network.ts';
import { config } from './config.ts';
import { deliverRecorded } from './deferred-fan-out.ts';
import { deliverWith } from './service.ts';

const deliver = deliverWith(actionClient(SocialGraphService, config.SOCIAL_GRAPH_URL));

/** Invoked with each delivery that `main` has recorded. */
export const main = messageAction('home-timeline', deliverRecorded(deliver));
