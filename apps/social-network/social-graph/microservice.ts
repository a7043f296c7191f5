import { serveThrift } from '#shared/thrift/server';
import { thriftClient } from '../clients.ts';
import { SocialGraphService, UserService } from '../social-network.ts';
import { config } from './config.ts';
import { socialGraph } from './service.ts';

const users = thriftClient(UserService, config.USER_URL);

await serveThrift(SocialGraphService, socialGraph(users), config.THRIFT_PORT);
