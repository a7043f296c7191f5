import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { paymentProvider } from './service.ts';

await listen(paymentProvider, config.PAYMENT_PROVIDER_PORT);
