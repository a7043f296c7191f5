import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { mediaFrontend } from './service.ts';

await listen(mediaFrontend, config.MEDIA_PORT);
