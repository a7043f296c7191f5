import { env, serviceUrl } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { withFormHeader } from '#shared/http/form-header';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { openSharedOutputs } from '../clsi/open-shared-outputs.ts';
import { outputsInFiles } from './compile/outputs-in-files.ts';
import { config } from './config.ts';
import { redis } from './db.ts';
import { streamRoutes } from './files/routes.ts';
import { type Behind, forwardSockets, frontDoor, isAccount, isSocket, isStream } from './front-door.ts';
import { web } from './service.ts';
import { uiFiles } from './ui-files.ts';

const { REAL_TIME_URL, WEB_URL, WEB_AUTH_URL } = env({
  REAL_TIME_URL: serviceUrl(),
  WEB_URL: serviceUrl(),
  WEB_AUTH_URL: serviceUrl(),
});
const files = web({
  sessionStore: redisKeyValue(redis),
  forEverybody: uiFiles,
  streams: streamRoutes(outputsInFiles(openSharedOutputs())),
});
const behind: Behind = (method, path) => {
  if (isSocket(path)) return { service: 'real-time', base: REAL_TIME_URL };
  if (isStream(method, path)) return undefined;
  return isAccount(path) ? { service: 'web-auth', base: WEB_AUTH_URL } : { service: 'web', base: WEB_URL };
};

forwardSockets(await listen(withFormHeader('serverless', frontDoor(files, behind)), config.WEB_PORT), behind);
