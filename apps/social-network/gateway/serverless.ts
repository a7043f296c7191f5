import { listen } from '#shared/glue/listen';
import { withFormHeader } from '#shared/http/form-header';
import { actionClient } from '../clients.ts';
import * as idl from '../social-network.ts';
import { config } from './config.ts';
import { gateway } from './service.ts';

// A process in both forms, as the paper's nginx; here its callees are actions.
const services = {
  user: actionClient(idl.UserService, config.USER_URL),
  socialGraph: actionClient(idl.SocialGraphService, config.SOCIAL_GRAPH_URL),
  composePost: actionClient(idl.ComposePostService, config.COMPOSE_POST_URL),
  homeTimeline: actionClient(idl.HomeTimelineService, config.HOME_TIMELINE_URL),
  userTimeline: actionClient(idl.UserTimelineService, config.USER_TIMELINE_URL),
};

await listen(withFormHeader('serverless', gateway(services)), config.GATEWAY_PORT);
