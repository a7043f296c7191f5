import { env } from '#shared/config/env';
import { rabbitConsumer } from '#shared/messaging/rabbitmq';
import { amqpUrl } from '../addresses.ts';
import { dispatch } from './service.ts';

const { AMQP_URL } = env({ AMQP_URL: amqpUrl() });

const route = { exchange: 'robot-shop', queue: 'orders' };

await rabbitConsumer(AMQP_URL, route, 'dispatch', dispatch);
