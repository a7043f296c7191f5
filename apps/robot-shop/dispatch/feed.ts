import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { feed } from '#shared/messaging/invoke-on-publish';
import { config } from './config.ts';

const { DISPATCH_URL } = env({ DISPATCH_URL: serviceUrl() });
const route = { exchange: 'robot-shop', queue: 'orders' };

await feed(config.AMQP_URL, route, actionClient(DISPATCH_URL));
