import * as z from 'zod';
import { env } from '#shared/config/env';
import type { KeyValue } from '#shared/state/key-value/key-value';
import { memoryKeyValue } from '#shared/state/key-value/memory';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { redis } from './db.ts';

const { SESSIONS } = env({
  SESSIONS: z.enum(['memory', 'redis'], 'must be memory or redis').default('redis'),
});

/** Where the only process of web has its sessions, as the environment says: in its memory, with which they end, or in Redis. */
export const chosenSessions = (): KeyValue =>
  SESSIONS === 'memory' ? memoryKeyValue() : redisKeyValue(redis);
