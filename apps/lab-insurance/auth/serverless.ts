import { injectRequest } from '#shared/glue/inject-request';
import { postgresDatabase } from '#shared/sql/postgres';
import { config } from './config.ts';
import { auth } from './service.ts';

export const main = injectRequest(auth(postgresDatabase(config.DATABASE_URL)));
