import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { injectRequest } from '#shared/glue/inject-request';
import { invokeInstead } from '#shared/messaging/invoke-instead';
import { postgresDatabase } from '#shared/sql/postgres';
import { config } from './config.ts';
import { policy } from './service.ts';

const database = postgresDatabase(config.DATABASE_URL);
const { POLICY_DELIVER_URL } = env({ POLICY_DELIVER_URL: serviceUrl() });
const deliver = invokeInstead<null>(actionClient(POLICY_DELIVER_URL));

export const main = injectRequest(policy(database, () => deliver(null)));
