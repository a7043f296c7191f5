import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { trackChanges } from './service.ts';

await listen(trackChanges, config.TRACK_CHANGES_PORT);
