import { messageAction } from '#shared/messaging/invoke-instead';
import { unifiedDatabase } from '#shared/sql/unified';
import { config } from './config.ts';
import { paymentInbox } from './events.ts';

const inbox = paymentInbox(unifiedDatabase(config.DATABASE_URL));

export const main = messageAction('payment', inbox.receive);
