import { serveThrift } from '#shared/thrift/server';
import { thriftClient } from '../clients.ts';
import { HomeTimelineService, PostStorageService, SocialGraphService } from '../social-network.ts';
import { config } from './config.ts';
import { deliverWith, homeTimeline } from './service.ts';

const postStorage = thriftClient(PostStorageService, config.POST_STORAGE_URL);
const socialGraph = thriftClient(SocialGraphService, config.SOCIAL_GRAPH_URL);

const fanOut = deliverWith(socialGraph);

await serveThrift(HomeTimelineService, homeTimeline(fanOut, postStorage), config.THRIFT_PORT);
