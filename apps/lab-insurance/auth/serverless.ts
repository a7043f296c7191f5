import { injectRequest } from '#shared/glue/inject-request';
import { unifiedDatabase } from '#shared/sql/unified';
import { config } from './config.ts';
import { auth } from './service.ts';

export const main = injectRequest(auth(unifiedDatabase(config.DATABASE_URL)));
