import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { auth } from './service.ts';

await listen(auth, config.SERVICE_PORT);
