import { env, serviceUrl } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { withFormHeader } from '#shared/http/form-header';
import { accountRoutes } from './accounts/routes.ts';
import { apiRoutes } from './api.ts';
import { chosenSessions } from './chosen-sessions.ts';
import { openOutputOfClsi, outputsOfClsi } from './compile/outputs-of-clsi.ts';
import { config } from './config.ts';
import { streamRoutes } from './files/routes.ts';
import { type Behind, forwardSockets, frontDoor, isSocket } from './front-door.ts';
import { web } from './service.ts';
import { uiFiles } from './ui-files.ts';

const { REAL_TIME_URL: base } = env({ REAL_TIME_URL: serviceUrl() });
const behind: Behind = (_method, path) => (isSocket(path) ? { service: 'real-time', base } : undefined);
const routes = [accountRoutes, apiRoutes(openOutputOfClsi)];
const site = web({
  sessionStore: chosenSessions(),
  forEverybody: uiFiles,
  streams: streamRoutes(outputsOfClsi),
  routes,
});
const door = withFormHeader('microservice', frontDoor(site, behind));

forwardSockets(await listen(door, config.WEB_PORT), behind);
