import { unifiedDatabase } from '#shared/sql/unified';
import { config } from './config.ts';

/** The database of the search, in both forms. */
export const database = unifiedDatabase(config.DATABASE_URL);
