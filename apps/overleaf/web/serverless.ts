import { injectRequest } from '#shared/glue/inject-request';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { openSharedOutputs } from '../clsi/open-shared-outputs.ts';
import { apiRoutes } from './api.ts';
import { openOutputInFiles } from './compile/outputs-in-files.ts';
import { redis } from './db.ts';
import { web } from './service.ts';

const routes = [apiRoutes(openOutputInFiles(openSharedOutputs()))];

export const main = injectRequest(web({ sessionStore: redisKeyValue(redis), routes }));
