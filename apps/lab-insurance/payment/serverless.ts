import { injectRequest } from '#shared/glue/inject-request';
import { unifiedDatabase } from '#shared/sql/unified';
import { config } from './config.ts';
import { paymentInbox } from './events.ts';
import { payment } from './service.ts';

const database = unifiedDatabase(config.DATABASE_URL);

export const main = injectRequest(payment(database, paymentInbox(database)));
