import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { notifications } from './service.ts';

await listen(notifications, config.NOTIFICATIONS_PORT);
