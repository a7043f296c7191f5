import * as z from 'zod';
import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { memoryKeyValue } from '#shared/state/key-value/memory';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { accountRoutes } from './accounts/routes.ts';
import { apiRoutes } from './api.ts';
import { outputsOfClsi } from './compile/outputs-of-clsi.ts';
import { config } from './config.ts';
import { redis } from './db.ts';
import { streamRoutes } from './files/routes.ts';
import { web } from './service.ts';

const { SESSIONS } = env({
  /** Sessions in memory end with the process. */
  SESSIONS: z.enum(['memory', 'redis'], 'must be memory or redis').default('redis'),
});

const site = web({
  sessionStore: SESSIONS === 'memory' ? memoryKeyValue() : redisKeyValue(redis),
  streams: streamRoutes(outputsOfClsi),
  routes: [accountRoutes, apiRoutes],
});

await listen(site, config.WEB_PORT);
