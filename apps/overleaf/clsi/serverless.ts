import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from '#shared/config/env';
import { injectRequest } from '#shared/glue/inject-request';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { openRedis } from '#shared/state/redis';
import { redisUrl } from '../addresses.ts';
import { openSharedOutputs } from './open-shared-outputs.ts';
import { clsi } from './service.ts';
import { sharedRuns } from './shared-runs.ts';

const redis = openRedis(env({ REDIS_URL: redisUrl() }).REDIS_URL);
// The instance's own: it is gone with the instance, and then a client sends all again.
const folder = join(tmpdir(), 'compiles');
const runs = sharedRuns(redisKeyValue(redis, 'clsi:'));

export const main = injectRequest(clsi({ folder, outputs: openSharedOutputs(), runs, parts: { redis } }));
