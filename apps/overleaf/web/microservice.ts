import * as z from 'zod';
import { env, serviceUrl } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { memoryKeyValue } from '#shared/state/key-value/memory';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { accountRoutes } from './accounts/routes.ts';
import { apiRoutes } from './api.ts';
import { openOutputOfClsi, outputsOfClsi } from './compile/outputs-of-clsi.ts';
import { config } from './config.ts';
import { redis } from './db.ts';
import { streamRoutes } from './files/routes.ts';
import { type Behind, forwardSockets, frontDoor, isSocket } from './front-door.ts';
import { web } from './service.ts';

const { SESSIONS, REAL_TIME_URL } = env({
  /** Sessions in memory end with the process. */
  SESSIONS: z.enum(['memory', 'redis'], 'must be memory or redis').default('redis'),
  REAL_TIME_URL: serviceUrl(),
});
const site = web({
  sessionStore: SESSIONS === 'memory' ? memoryKeyValue() : redisKeyValue(redis),
  streams: streamRoutes(outputsOfClsi),
  routes: [accountRoutes, apiRoutes(openOutputOfClsi)],
});
const behind: Behind = (_method, path) =>
  isSocket(path) ? { service: 'real-time', base: REAL_TIME_URL } : undefined;

forwardSockets(await listen(frontDoor(site, behind), config.WEB_PORT), behind);
