import { listen } from '#shared/glue/listen';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { config } from './config.ts';
import { auth } from './service.ts';

await listen(auth(sqliteDatabase(config.DATABASE_URL)), config.SERVICE_PORT);
