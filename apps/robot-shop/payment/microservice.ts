import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { rabbitConsumer, rabbitPublisher } from '#shared/messaging/rabbitmq';
import { amqpUrl } from '../addresses.ts';
import { config } from './config.ts';
import { orderDispatched } from './dispatched.ts';
import type { Order } from './orders.ts';
import { dispatchedRoute, ordersRoute } from './routes.ts';
import { payment } from './service.ts';
import { keepSweeping } from './sweep.ts';

const { AMQP_URL } = env({ AMQP_URL: amqpUrl() });
const orders = rabbitPublisher<Order>(AMQP_URL, ordersRoute);
const reports = rabbitConsumer(AMQP_URL, dispatchedRoute, 'payment', orderDispatched);

keepSweeping(orders);
await listen(payment(orders, { orders, reports }), config.SHOP_PAYMENT_PORT);
