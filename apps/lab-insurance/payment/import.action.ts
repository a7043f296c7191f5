import { invoked } from '#shared/messaging/invoke-instead';
import { unifiedDatabase } from '#shared/sql/unified';
import { config } from './config.ts';
import { importStatements } from './imports.ts';

const database = unifiedDatabase(config.DATABASE_URL);

/** Started by an alarm; the folder must be one that all instances see. */
export const main = invoked('payment', () => importStatements(database, config.IMPORT_DIR));
