import { rabbitConsumer } from '#shared/messaging/rabbitmq';
import { config } from './config.ts';
import { dispatch } from './service.ts';

const route = { exchange: 'robot-shop', queue: 'orders' };

await rabbitConsumer(config.AMQP_URL, route, 'dispatch', dispatch);
