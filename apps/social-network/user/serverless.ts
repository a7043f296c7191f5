import { bypass } from '#shared/thrift/action';
import { actionClient } from '../clients.ts';
import { SocialGraphService, UserService } from '../social-network.ts';
import { user } from './service.ts';

const socialGraph = actionClient(SocialGraphService, 'social-network/social-graph');

export const main = bypass(UserService, user(socialGraph));
