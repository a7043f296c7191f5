import { actionClient } from '#shared/actions/client';
import { feed } from '#shared/messaging/invoke-on-publish';

/** The feed of Robot Shop's orders with waits short enough for a test. */
const route = { exchange: 'robot-shop', queue: 'orders' };
const dispatch = actionClient(process.env.DISPATCH_URL ?? '');
feed(process.env.AMQP_URL ?? '', route, dispatch, { atOnce: 3, waitsMs: [50, 100] });
