import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { feed } from '#shared/messaging/invoke-on-publish';
import { amqpUrl } from '../addresses.ts';
import { ordersRoute } from '../payment/routes.ts';

// The process between broker and platform in the variant `on-publish` of payment: it invokes dispatch for each order.
const { AMQP_URL, DISPATCH_URL } = env({ AMQP_URL: amqpUrl(), DISPATCH_URL: serviceUrl() });

feed(AMQP_URL, ordersRoute, actionClient(DISPATCH_URL));
