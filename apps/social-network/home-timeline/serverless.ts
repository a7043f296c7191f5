import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { invokeInstead } from '#shared/messaging/invoke-instead';
import { bypass } from '#shared/thrift/action';
import { thriftActionClient } from '../clients.ts';
import { HomeTimelineService } from '../social-network.ts';
import { clients } from './clients.ts';
import { recordAndSend } from './recorded-deliveries.ts';
import { homeTimeline } from './service.ts';

const { HOME_TIMELINE_DELIVER_URL } = env({ HOME_TIMELINE_DELIVER_URL: serviceUrl() });
const { postStorage } = clients(thriftActionClient);
const fanOut = recordAndSend(invokeInstead(actionClient(HOME_TIMELINE_DELIVER_URL)));

export const main = bypass(HomeTimelineService, homeTimeline(fanOut, postStorage));
