import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { filestore } from './service.ts';

await listen(filestore, config.FILESTORE_PORT);
