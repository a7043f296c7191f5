import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { rabbitConsumer, rabbitPublisher } from '#shared/messaging/rabbitmq';
import { amqpUrl } from '../addresses.ts';
import { config } from './config.ts';
import { orderDispatched } from './dispatched.ts';
import type { Order } from './orders.ts';
import { dispatchedRoute, ordersRoute } from './routes.ts';
import { payment } from './service.ts';

const { AMQP_URL } = env({ AMQP_URL: amqpUrl() });
const queueOrder = rabbitPublisher<Order>(AMQP_URL, ordersRoute);

void rabbitConsumer(AMQP_URL, dispatchedRoute, 'payment', orderDispatched);
await listen(payment(queueOrder), config.SHOP_PAYMENT_PORT);
