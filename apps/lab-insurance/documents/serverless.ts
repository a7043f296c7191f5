import { injectRequest } from '#shared/glue/inject-request';
import { unifiedDatabase } from '#shared/sql/unified';
import { config } from './config.ts';
import { documentsInbox } from './events.ts';
import { documents } from './service.ts';

const database = unifiedDatabase(config.DATABASE_URL);

export const main = injectRequest(documents(database, documentsInbox(database)));
