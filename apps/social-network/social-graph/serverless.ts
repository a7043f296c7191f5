import { bypass } from '#shared/thrift/action';
import { thriftActionClient } from '../clients.ts';
import { SocialGraphService, UserService } from '../social-network.ts';
import { config } from './config.ts';
import { socialGraph } from './service.ts';

const users = thriftActionClient(UserService, config.USER_URL);

export const main = bypass(SocialGraphService, socialGraph(users));
