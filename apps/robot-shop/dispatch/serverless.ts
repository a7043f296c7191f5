import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { invokeInstead, messageAction } from '#shared/messaging/invoke-instead';
import { dispatch } from './service.ts';

const { PAYMENT_DISPATCHED_URL } = env({ PAYMENT_DISPATCHED_URL: serviceUrl() });
const report = invokeInstead(actionClient(PAYMENT_DISPATCHED_URL));

export const main = messageAction('dispatch', dispatch(report));
