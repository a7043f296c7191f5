import type { Order } from '#apps/robot-shop/payment/orders';
import { actionClient } from '#shared/actions/client';
import { invokeInstead } from '#shared/messaging/invoke-instead';
import { invokeOnPublish } from '#shared/messaging/invoke-on-publish';

/** A process that sends orders as payment does: told them by its parent, it answers with the errors, if any. */
const route = { exchange: 'robot-shop', queue: 'orders' };
const send =
  process.argv[2] === 'invokeInstead'
    ? invokeInstead<Order>(actionClient(process.env.DISPATCH_URL ?? ''))
    : invokeOnPublish<Order>(process.env.AMQP_URL ?? '', route);

process.on('message', (orders: Order[]) => {
  const sent = orders.map((order) => send(order).then(() => null, String));
  void Promise.all(sent).then((errors) => process.send?.(errors));
});
process.send?.('ready');
