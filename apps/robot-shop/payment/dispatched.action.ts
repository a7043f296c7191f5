import { messageAction } from '#shared/messaging/invoke-instead';
import { orderDispatched } from './dispatched.ts';

/** Invoked by dispatch for each order that it has sent out. */
export const main = messageAction('payment', orderDispatched);
