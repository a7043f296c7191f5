import { injectRequest } from '#shared/glue/inject-request';
import { invokeInstead } from '#shared/messaging/invoke-instead';
import type { Order } from './orders.ts';
import { payment } from './service.ts';

const queueOrder = invokeInstead<Order>('robot-shop/dispatch');

export const main = injectRequest(payment(queueOrder));
