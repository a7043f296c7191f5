import { listen } from '#shared/glue/listen';
import { localDatabase } from '#shared/sql/local';
import { config } from './config.ts';
import { auth } from './service.ts';

await listen(auth(localDatabase(config.DATABASE_URL)), config.SERVICE_PORT);
