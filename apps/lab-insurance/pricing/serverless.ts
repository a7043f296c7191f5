import { injectRequest } from '#shared/glue/inject-request';
import { unifiedDatabase } from '#shared/sql/unified';
import { config } from './config.ts';
import { pricing } from './service.ts';

export const main = injectRequest(pricing(unifiedDatabase(config.DATABASE_URL)));
