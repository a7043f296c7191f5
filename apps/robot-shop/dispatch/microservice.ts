import { rabbitConsumer } from '#shared/messaging/rabbitmq';
import type { Order } from '../payment/orders.ts';
import { config } from './config.ts';
import { dispatch } from './service.ts';

const route = { exchange: 'robot-shop', queue: 'orders' };

await rabbitConsumer<Order>(config.AMQP_URL, route, 'dispatch', dispatch);
