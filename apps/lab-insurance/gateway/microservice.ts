import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { gateway } from './service.ts';

await listen(gateway, config.SERVICE_PORT);
