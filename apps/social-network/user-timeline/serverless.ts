import { bypass } from '#shared/thrift/action';
import { thriftActionClient } from '../clients.ts';
import { PostStorageService, UserTimelineService } from '../social-network.ts';
import { config } from './config.ts';
import { userTimeline } from './service.ts';

const postStorage = thriftActionClient(PostStorageService, config.POST_STORAGE_URL);

export const main = bypass(UserTimelineService, userTimeline(postStorage));
