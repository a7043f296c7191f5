import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { shipping } from './service.ts';

await listen(shipping, config.SHIPPING_SERVER_PORT);
