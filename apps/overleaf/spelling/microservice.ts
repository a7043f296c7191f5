import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { spelling } from './service.ts';

await listen(spelling, config.SPELLING_PORT);
