import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { template } from './service.ts';

await listen(template, config.TEMPLATE_PORT);
