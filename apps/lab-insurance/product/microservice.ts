import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { product } from './service.ts';

await listen(product, config.SERVICE_PORT);
