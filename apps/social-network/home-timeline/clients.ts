import type { thriftClient } from '../clients.ts';
import { PostStorageService, SocialGraphService } from '../social-network.ts';
import { config } from './config.ts';

/** The services that home-timeline calls. `clientOf` decides how the calls travel: `thriftClient` or `thriftActionClient`. */
export const clients = (clientOf: typeof thriftClient) => ({
  postStorage: clientOf(PostStorageService, config.POST_STORAGE_URL),
  socialGraph: clientOf(SocialGraphService, config.SOCIAL_GRAPH_URL),
});
