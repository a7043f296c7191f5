import { postgresDatabase } from '#shared/sql/postgres';
import { config } from './config.ts';

/** The database of the statistics, in both forms. */
export const database = postgresDatabase(config.DATABASE_URL);
