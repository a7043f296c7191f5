import { feed } from '#shared/messaging/invoke-on-publish';

/** The feed of Robot Shop's orders with waits short enough for a test. */
const route = { exchange: 'robot-shop', queue: 'orders' };
await feed(process.env.AMQP_URL ?? '', route, 'robot-shop/dispatch', { atOnce: 3, waitsMs: [50, 100] });
