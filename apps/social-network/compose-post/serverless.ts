import { bypass } from '#shared/thrift/action';
import { actionClient } from '../clients.ts';
import * as idl from '../social-network.ts';
import { config } from './config.ts';
import { composePost } from './service.ts';

const service = composePost({
  uniqueId: actionClient(idl.UniqueIdService, config.UNIQUE_ID_URL),
  user: actionClient(idl.UserService, config.USER_URL),
  media: actionClient(idl.MediaService, config.MEDIA_URL),
  text: actionClient(idl.TextService, config.TEXT_URL),
  postStorage: actionClient(idl.PostStorageService, config.POST_STORAGE_URL),
  userTimeline: actionClient(idl.UserTimelineService, config.USER_TIMELINE_URL),
  homeTimeline: actionClient(idl.HomeTimelineService, config.HOME_TIMELINE_URL),
});

export const main = bypass(idl.ComposePostService, service);
