import { serveThrift } from '#shared/thrift/server';
import { thriftClient } from '../clients.ts';
import { SocialGraphService, UserService } from '../social-network.ts';
import { config } from './config.ts';
import { user } from './service.ts';

const socialGraph = thriftClient(SocialGraphService, config.SOCIAL_GRAPH_URL);

await serveThrift(UserService, user(socialGraph), config.THRIFT_PORT);
