import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { cart } from './service.ts';

await listen(cart, config.CART_SERVER_PORT);
