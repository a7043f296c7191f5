import { actionClient as messageClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { invokeInstead } from '#shared/messaging/invoke-instead';
import { bypass } from '#shared/thrift/action';
import { actionClient } from '../clients.ts';
import { HomeTimelineService, PostStorageService } from '../social-network.ts';
import { config } from './config.ts';
import { enqueue } from './deferred-fan-out.ts';
import { homeTimeline } from './service.ts';

const { HOME_TIMELINE_DELIVER_URL } = env({ HOME_TIMELINE_DELIVER_URL: serviceUrl() });
const postStorage = actionClient(PostStorageService, config.POST_STORAGE_URL);

const fanOut = enqueue(invokeInstead(messageClient(HOME_TIMELINE_DELIVER_URL)));

export const main = bypass(HomeTimelineService, homeTimeline(fanOut, postStorage));
