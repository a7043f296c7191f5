import { env } from '#shared/config/env';
import { rabbitConsumer, rabbitPublisher } from '#shared/messaging/rabbitmq';
import { amqpUrl } from '../addresses.ts';
import { dispatchedRoute, ordersRoute } from '../payment/routes.ts';
import { dispatch } from './service.ts';

const { AMQP_URL } = env({ AMQP_URL: amqpUrl() });
const report = rabbitPublisher(AMQP_URL, dispatchedRoute);

rabbitConsumer(AMQP_URL, ordersRoute, 'dispatch', dispatch(report));
