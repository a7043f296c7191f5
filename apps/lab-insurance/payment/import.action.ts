import { messageAction } from '#shared/messaging/invoke-instead';
import { unifiedDatabase } from '#shared/sql/unified';
import { bankFiles } from './bank-files.ts';
import { config } from './config.ts';
import { importStatements } from './imports.ts';

const database = unifiedDatabase(config.DATABASE_URL);

/** Started by an alarm. */
export const main = messageAction('payment', () => importStatements(database, bankFiles));
