import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { tags } from './service.ts';

await listen(tags, config.TAGS_PORT);
