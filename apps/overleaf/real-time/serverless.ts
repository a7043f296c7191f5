import { actionClient } from '#shared/actions/client';
import { env, serviceUrl } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { invokeInstead } from '#shared/messaging/invoke-instead';
import { config } from './config.ts';
import { realTime } from './service.ts';
import { type Pushed, pushThenStart } from './updates.ts';

// A process in both forms, because it holds the sockets of the editors; here document-updater does not wait for what is pushed.
const { DOCUMENT_UPDATER_PROCESS_URL } = env({ DOCUMENT_UPDATER_PROCESS_URL: serviceUrl() });
const startUpdater = invokeInstead<Pushed>(actionClient(DOCUMENT_UPDATER_PROCESS_URL));

const { listener, serveSockets } = realTime(pushThenStart(startUpdater));
serveSockets(await listen(listener, config.REAL_TIME_PORT));
