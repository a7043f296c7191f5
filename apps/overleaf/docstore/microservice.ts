import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { docstore } from './service.ts';

await listen(docstore, config.DOCSTORE_PORT);
