import { messageAction } from '#shared/messaging/invoke-instead';
import { unifiedDatabase } from '#shared/sql/unified';
import { config } from './config.ts';
import { documentsInbox } from './events.ts';

const inbox = documentsInbox(unifiedDatabase(config.DATABASE_URL));

export const main = messageAction('documents', inbox.receive);
