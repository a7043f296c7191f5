import { bypass } from '#shared/thrift/action';
import { actionClient } from '../clients.ts';
import { SocialGraphService, UserService } from '../social-network.ts';
import { socialGraph } from './service.ts';

const users = actionClient(UserService, 'social-network/user');

export const main = bypass(SocialGraphService, socialGraph(users));
