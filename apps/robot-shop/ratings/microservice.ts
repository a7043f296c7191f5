import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { ratings } from './service.ts';

await listen(ratings, config.RATINGS_SERVER_PORT);
