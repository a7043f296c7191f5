import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { hello } from './service.ts';

await listen(hello, config.HELLO_PORT);
