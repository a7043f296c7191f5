import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { injectRequest } from '#shared/glue/inject-request';
import { invokeInstead } from '#shared/messaging/invoke-instead';
import type { Order } from './orders.ts';
import { payment } from './service.ts';

const { DISPATCH_URL } = env({ DISPATCH_URL: serviceUrl() });
const queueOrder = invokeInstead<Order>(actionClient(DISPATCH_URL));

export const main = injectRequest(payment(queueOrder));
