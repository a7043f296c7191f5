import { listen } from '#shared/glue/listen';
import { withFormHeader } from '#shared/http/form-header';
import { thriftActionClient } from '../clients.ts';
import * as idl from '../social-network.ts';
import { config } from './config.ts';
import { gateway } from './service.ts';

// A process in both forms, as the paper's nginx; here its callees are actions.
const services = {
  user: thriftActionClient(idl.UserService, config.USER_URL),
  socialGraph: thriftActionClient(idl.SocialGraphService, config.SOCIAL_GRAPH_URL),
  composePost: thriftActionClient(idl.ComposePostService, config.COMPOSE_POST_URL),
  homeTimeline: thriftActionClient(idl.HomeTimelineService, config.HOME_TIMELINE_URL),
  userTimeline: thriftActionClient(idl.UserTimelineService, config.USER_TIMELINE_URL),
};

await listen(withFormHeader('serverless', gateway(services)), config.GATEWAY_PORT);
