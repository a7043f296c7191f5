import { serveThrift } from '#shared/thrift/server';
import { thriftClient } from '../clients.ts';
import { HomeTimelineService, PostStorageService, SocialGraphService } from '../social-network.ts';
import { config } from './config.ts';
import { homeTimeline } from './service.ts';

const postStorage = thriftClient(PostStorageService, config.POST_STORAGE_URL);
const socialGraph = thriftClient(SocialGraphService, config.SOCIAL_GRAPH_URL);

await serveThrift(HomeTimelineService, homeTimeline(postStorage, socialGraph), config.THRIFT_PORT);
