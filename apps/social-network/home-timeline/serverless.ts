import { bypass } from '#shared/thrift/action';
import { actionClient } from '../clients.ts';
import { HomeTimelineService, PostStorageService, SocialGraphService } from '../social-network.ts';
import { laterWith } from './later.ts';
import { deliverWith, homeTimeline } from './service.ts';

const postStorage = actionClient(PostStorageService, 'social-network/post-storage');
const socialGraph = actionClient(SocialGraphService, 'social-network/social-graph');

const { fanOut, orDeliver } = laterWith('social-network/home-timeline', deliverWith(socialGraph));

/** Called by others with a call, by itself with a delivery, and by an alarm with nothing. */
export const main = orDeliver(bypass(HomeTimelineService, homeTimeline(fanOut, postStorage)));
