import { bypass } from '#shared/thrift/action';
import { thriftActionClient } from '../clients.ts';
import * as idl from '../social-network.ts';
import { config } from './config.ts';
import { composePost } from './service.ts';

const service = composePost({
  uniqueId: thriftActionClient(idl.UniqueIdService, config.UNIQUE_ID_URL),
  user: thriftActionClient(idl.UserService, config.USER_URL),
  media: thriftActionClient(idl.MediaService, config.MEDIA_URL),
  text: thriftActionClient(idl.TextService, config.TEXT_URL),
  postStorage: thriftActionClient(idl.PostStorageService, config.POST_STORAGE_URL),
  userTimeline: thriftActionClient(idl.UserTimelineService, config.USER_TIMELINE_URL),
  homeTimeline: thriftActionClient(idl.HomeTimelineService, config.HOME_TIMELINE_URL),
});

export const main = bypass(idl.ComposePostService, service);
