import { injectRequest } from '#shared/glue/inject-request';
import { postgresDatabase } from '#shared/sql/postgres';
import { config } from './config.ts';
import { pricing } from './service.ts';

export const main = injectRequest(pricing(postgresDatabase(config.DATABASE_URL)));
