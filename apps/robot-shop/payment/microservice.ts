import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { payment } from './service.ts';

await listen(payment(), config.SHOP_PAYMENT_PORT);
