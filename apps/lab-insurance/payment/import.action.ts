import { messageAction } from '#shared/messaging/invoke-instead';
import { postgresDatabase } from '#shared/sql/postgres';
import { bankFiles } from './bank-files.ts';
import { config } from './config.ts';
import { importStatements } from './imports.ts';

const database = postgresDatabase(config.DATABASE_URL);

/** Started by an alarm. */
export const main = messageAction('payment', () => importStatements(database, bankFiles));
