import { feed } from '#shared/messaging/invoke-on-publish';
import { config } from './config.ts';

const route = { exchange: 'robot-shop', queue: 'orders' };

await feed(config.AMQP_URL, route, 'robot-shop/dispatch');
