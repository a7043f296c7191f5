import { serveThrift } from '#shared/thrift/server';
import { thriftClient } from '../clients.ts';
import * as idl from '../social-network.ts';
import { config } from './config.ts';
import { composePost } from './service.ts';

const service = composePost({
  uniqueId: thriftClient(idl.UniqueIdService, config.UNIQUE_ID_URL),
  user: thriftClient(idl.UserService, config.USER_URL),
  media: thriftClient(idl.MediaService, config.MEDIA_URL),
  text: thriftClient(idl.TextService, config.TEXT_URL),
  postStorage: thriftClient(idl.PostStorageService, config.POST_STORAGE_URL),
  userTimeline: thriftClient(idl.UserTimelineService, config.USER_TIMELINE_URL),
  homeTimeline: thriftClient(idl.HomeTimelineService, config.HOME_TIMELINE_URL),
});

await serveThrift(idl.ComposePostService, service, config.THRIFT_PORT);
