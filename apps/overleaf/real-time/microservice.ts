import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { realTime } from './service.ts';
import { pushUpdate } from './updates.ts';

const { listener, serveSockets } = realTime(pushUpdate);
serveSockets(await listen(listener, config.REAL_TIME_PORT));
