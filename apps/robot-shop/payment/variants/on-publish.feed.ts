import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { feed } from '#shared/messaging/invoke-on-publish';
import { amqpUrl } from '../../addresses.ts';
import { ordersRoute } from '../routes.ts';

// The process between broker and platform: it invokes dispatch for each order that payment has published.
const { AMQP_URL, DISPATCH_URL } = env({ AMQP_URL: amqpUrl(), DISPATCH_URL: serviceUrl() });

feed(AMQP_URL, ordersRoute, actionClient(DISPATCH_URL));
