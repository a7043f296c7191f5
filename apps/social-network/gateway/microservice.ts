import { listen } from '#shared/glue/listen';
import { withFormHeader } from '#shared/http/form-header';
import { thriftClient } from '../clients.ts';
import * as idl from '../social-network.ts';
import { config } from './config.ts';
import { gateway } from './service.ts';

const services = {
  user: thriftClient(idl.UserService, config.USER_URL),
  socialGraph: thriftClient(idl.SocialGraphService, config.SOCIAL_GRAPH_URL),
  composePost: thriftClient(idl.ComposePostService, config.COMPOSE_POST_URL),
  homeTimeline: thriftClient(idl.HomeTimelineService, config.HOME_TIMELINE_URL),
  userTimeline: thriftClient(idl.UserTimelineService, config.USER_TIMELINE_URL),
};

await listen(withFormHeader('microservice', gateway(services)), config.GATEWAY_PORT);
