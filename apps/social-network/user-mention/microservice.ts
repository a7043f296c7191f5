import { serveThrift } from '#shared/thrift/server';
import { UserMentionService } from '../social-network.ts';
import { config } from './config.ts';
import { userMention } from './service.ts';

await serveThrift(UserMentionService, userMention, config.THRIFT_PORT);
