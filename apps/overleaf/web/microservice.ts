import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { web } from './service.ts';

await listen(web, config.WEB_PORT);
