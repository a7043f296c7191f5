import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { pricing } from './service.ts';

await listen(pricing, config.SERVICE_PORT);
