import { listen } from '#shared/glue/listen';
import { localDatabase } from '#shared/sql/local';
import { config } from './config.ts';
import { pricing } from './service.ts';

await listen(pricing(localDatabase(config.DATABASE_URL)), config.SERVICE_PORT);
