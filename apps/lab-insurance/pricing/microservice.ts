import { listen } from '#shared/glue/listen';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { config } from './config.ts';
import { pricing } from './service.ts';

await listen(pricing(sqliteDatabase(config.DATABASE_URL)), config.SERVICE_PORT);
