import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { rabbitPublisher } from '#shared/messaging/rabbitmq';
import { amqpUrl } from '../addresses.ts';
import { config } from './config.ts';
import type { Order } from './orders.ts';
import { payment } from './service.ts';

const { AMQP_URL } = env({ AMQP_URL: amqpUrl() });

const queueOrder = rabbitPublisher<Order>(AMQP_URL, { exchange: 'robot-shop', queue: 'orders' });

await listen(payment(queueOrder), config.SHOP_PAYMENT_PORT);
