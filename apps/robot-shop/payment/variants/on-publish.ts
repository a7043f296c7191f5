import { env } from '#shared/config/env';
import { injectRequest } from '#shared/glue/inject-request';
import { invokeOnPublish } from '#shared/messaging/invoke-on-publish';
import { amqpUrl } from '../../addresses.ts';
import type { Order } from '../orders.ts';
import { ordersRoute } from '../routes.ts';
import { payment } from '../service.ts';

const { AMQP_URL } = env({ AMQP_URL: amqpUrl() });

// Instead of serverless.ts where the broker stays: on-publish.feed.ts then invokes dispatch for each order.
const orders = invokeOnPublish<Order>(AMQP_URL, ordersRoute);

export const main = injectRequest(payment(orders, { orders }));
