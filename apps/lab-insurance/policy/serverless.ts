import { injectRequest } from '#shared/glue/inject-request';
import { invokeInstead } from '#shared/messaging/invoke-instead';
import { unifiedDatabase } from '#shared/sql/unified';
import { config } from './config.ts';
import { policy } from './service.ts';

const database = unifiedDatabase(config.DATABASE_URL);
const deliver = invokeInstead<null>('lab-insurance/policy-deliver');

export const main = injectRequest(policy(database, () => deliver(null)));
