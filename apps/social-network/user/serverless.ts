import { bypass } from '#shared/thrift/action';
import { thriftActionClient } from '../clients.ts';
import { SocialGraphService, UserService } from '../social-network.ts';
import { config } from './config.ts';
import { user } from './service.ts';

const socialGraph = thriftActionClient(SocialGraphService, config.SOCIAL_GRAPH_URL);

export const main = bypass(UserService, user(socialGraph));
