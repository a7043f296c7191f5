import { bypass } from '#shared/thrift/action';
import { UserMentionService } from '../social-network.ts';
import { userMention } from './service.ts';

export const main = bypass(UserMentionService, userMention);
