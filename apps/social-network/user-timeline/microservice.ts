import { serveThrift } from '#shared/thrift/server';
import { thriftClient } from '../clients.ts';
import { PostStorageService, UserTimelineService } from '../social-network.ts';
import { config } from './config.ts';
import { userTimeline } from './service.ts';

const postStorage = thriftClient(PostStorageService, config.POST_STORAGE_URL);

await serveThrift(UserTimelineService, userTimeline(postStorage), config.THRIFT_PORT);
