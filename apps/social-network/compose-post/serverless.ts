import { bypass } from '#shared/thrift/action';
import { actionClient } from '../clients.ts';
import * as idl from '../social-network.ts';
import { composePost } from './service.ts';

const service = composePost({
  uniqueId: actionClient(idl.UniqueIdService, 'social-network/unique-id'),
  user: actionClient(idl.UserService, 'social-network/user'),
  media: actionClient(idl.MediaService, 'social-network/media'),
  text: actionClient(idl.TextService, 'social-network/text'),
  postStorage: actionClient(idl.PostStorageService, 'social-network/post-storage'),
  userTimeline: actionClient(idl.UserTimelineService, 'social-network/user-timeline'),
  homeTimeline: actionClient(idl.HomeTimelineService, 'social-network/home-timeline'),
});

export const main = bypass(idl.ComposePostService, service);
