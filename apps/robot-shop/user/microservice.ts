import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { user } from './service.ts';

await listen(user, config.USER_SERVER_PORT);
