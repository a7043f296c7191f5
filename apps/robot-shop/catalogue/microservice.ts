import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { catalogue } from './service.ts';

await listen(catalogue, config.CATALOGUE_SERVER_PORT);
