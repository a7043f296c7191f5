import { injectRequest } from '#shared/glue/inject-request';
import { postgresDatabase } from '#shared/sql/postgres';
import { config } from './config.ts';
import { paymentInbox } from './events.ts';
import { payment } from './service.ts';

const database = postgresDatabase(config.DATABASE_URL);

export const main = injectRequest(payment(database, paymentInbox(database)));
