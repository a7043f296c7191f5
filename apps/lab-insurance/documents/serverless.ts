import { injectRequest } from '#shared/glue/inject-request';
import { postgresDatabase } from '#shared/sql/postgres';
import { config } from './config.ts';
import { documentsInbox } from './events.ts';
import { documents } from './service.ts';

const database = postgresDatabase(config.DATABASE_URL);

export const main = injectRequest(documents(database, documentsInbox(database)));
