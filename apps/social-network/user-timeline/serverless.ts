import { bypass } from '#shared/thrift/action';
import { actionClient } from '../clients.ts';
import { PostStorageService, UserTimelineService } from '../social-network.ts';
import { userTimeline } from './service.ts';

const postStorage = actionClient(PostStorageService, 'social-network/post-storage');

export const main = bypass(UserTimelineService, userTimeline(postStorage));
