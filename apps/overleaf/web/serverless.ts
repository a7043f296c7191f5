import { injectRequest } from '#shared/glue/inject-request';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { apiRoutes } from './api.ts';
import { redis } from './db.ts';
import { web } from './service.ts';

export const main = injectRequest(web({ sessionStore: redisKeyValue(redis), routes: [apiRoutes] }));
