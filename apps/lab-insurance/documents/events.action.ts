import { messageAction } from '#shared/messaging/invoke-instead';
import { postgresDatabase } from '#shared/sql/postgres';
import { config } from './config.ts';
import { documentsInbox } from './events.ts';

const inbox = documentsInbox(postgresDatabase(config.DATABASE_URL));

export const main = messageAction('documents', inbox.receive);
