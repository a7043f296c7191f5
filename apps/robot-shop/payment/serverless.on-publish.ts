import { injectRequest } from '#shared/glue/inject-request';
import { invokeOnPublish } from '#shared/messaging/invoke-on-publish';
import { config } from './config.ts';
import type { Order } from './orders.ts';
import { payment } from './service.ts';

// Instead of serverless.ts where the broker stays: dispatch/feed.ts then invokes dispatch for each order.
const queueOrder = invokeOnPublish<Order>(config.AMQP_URL, { exchange: 'robot-shop', queue: 'orders' });

export const main = injectRequest(payment(queueOrder));
