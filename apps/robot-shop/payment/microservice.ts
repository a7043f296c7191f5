import { listen } from '#shared/glue/listen';
import { rabbitPublisher } from '#shared/messaging/rabbitmq';
import { config } from './config.ts';
import type { Order } from './orders.ts';
import { payment } from './service.ts';

const queueOrder = rabbitPublisher<Order>(config.AMQP_URL, { exchange: 'robot-shop', queue: 'orders' });

await listen(payment(queueOrder), config.SHOP_PAYMENT_PORT);
