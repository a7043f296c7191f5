import { injectRequest } from '#shared/glue/inject-request';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { accountRoutes } from './accounts/routes.ts';
import { redis } from './db.ts';
import { web } from './service.ts';

export const main = injectRequest(web({ sessionStore: redisKeyValue(redis), routes: [accountRoutes] }));
