import type { Client } from '#shared/thrift/client';
import type {
  ComposePostService,
  HomeTimelineService,
  SocialGraphService,
  UserService,
  UserTimelineService,
} from '../social-network.ts';

/** The services behind the gateway. */
export interface Services {
  user: Client<UserService>;
  socialGraph: Client<SocialGraphService>;
  composePost: Client<ComposePostService>;
  homeTimeline: Client<HomeTimelineService>;
  userTimeline: Client<UserTimelineService>;
}
