import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { policy } from './service.ts';

await listen(policy, config.SERVICE_PORT);
