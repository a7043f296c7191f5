import { messageAction } from '#shared/messaging/invoke-instead';
import { postgresDatabase } from '#shared/sql/postgres';
import { config } from './config.ts';
import { paymentInbox } from './events.ts';

const inbox = paymentInbox(postgresDatabase(config.DATABASE_URL));

export const main = messageAction('payment', inbox.receive);
