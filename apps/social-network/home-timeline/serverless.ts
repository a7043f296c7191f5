import * as action from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { bypass } from '#shared/thrift/action';
import { actionClient } from '../clients.ts';
import { HomeTimelineService, PostStorageService, SocialGraphService } from '../social-network.ts';
import { config } from './config.ts';
import { laterWith } from './later.ts';
import { deliverWith, homeTimeline } from './service.ts';

const postStorage = actionClient(PostStorageService, config.POST_STORAGE_URL);
const socialGraph = actionClient(SocialGraphService, config.SOCIAL_GRAPH_URL);

const { HOME_TIMELINE_URL } = env({ HOME_TIMELINE_URL: serviceUrl() });
const { fanOut, orDeliver } = laterWith(action.actionClient(HOME_TIMELINE_URL), deliverWith(socialGraph));

/** Called by others with a call, by itself with a delivery, and by an alarm with nothing. */
export const main = orDeliver(bypass(HomeTimelineService, homeTimeline(fanOut, postStorage)));
