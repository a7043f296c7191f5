import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { invokeInstead, messageAction } from '#shared/messaging/invoke-instead';
import type { Order } from './orders.ts';
import { sweep } from './sweep.ts';

const { DISPATCH_URL } = env({ DISPATCH_URL: serviceUrl() });
const queueOrder = invokeInstead<Order>(actionClient(DISPATCH_URL));

/** Invoked by an alarm: nothing else finds an order whose message was lost. */
export const main = messageAction('payment', () => sweep(queueOrder));
