import { listen } from '#shared/glue/listen';
import { actionClient } from '../clients.ts';
import * as idl from '../social-network.ts';
import { config } from './config.ts';
import { gateway } from './service.ts';

// A process in both forms, as the paper's nginx; only its neighbours are reached otherwise.
const services = {
  user: actionClient(idl.UserService, 'social-network/user'),
  socialGraph: actionClient(idl.SocialGraphService, 'social-network/social-graph'),
  composePost: actionClient(idl.ComposePostService, 'social-network/compose-post'),
  homeTimeline: actionClient(idl.HomeTimelineService, 'social-network/home-timeline'),
  userTimeline: actionClient(idl.UserTimelineService, 'social-network/user-timeline'),
};

await listen(gateway(services, 'serverless'), config.GATEWAY_PORT);
