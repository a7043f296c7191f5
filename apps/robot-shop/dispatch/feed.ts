import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { feed } from '#shared/messaging/invoke-on-publish';
import { amqpUrl } from '../addresses.ts';

const { AMQP_URL, DISPATCH_URL } = env({ AMQP_URL: amqpUrl(), DISPATCH_URL: serviceUrl() });
const route = { exchange: 'robot-shop', queue: 'orders' };

await feed(AMQP_URL, route, actionClient(DISPATCH_URL));
