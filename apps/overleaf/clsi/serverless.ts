import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { env } from '#shared/config/env';
import { injectRequest } from '#shared/glue/inject-request';
import { openFiles } from '#shared/state/files/open-files';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { openRedis } from '#shared/state/redis';
import { clsi } from './service.ts';
import { sharedOutputs } from './shared-outputs.ts';
import { sharedRuns } from './shared-runs.ts';

const { OUTPUTS_URL, REDIS_URL } = env({
  OUTPUTS_URL: z.string('must be a file: or s3: URL').min(1),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' }),
});
const redis = openRedis(REDIS_URL);
// The instance's own: it is gone with the instance, and then a client sends all again.
const folder = join(tmpdir(), 'compiles');
const outputs = sharedOutputs(openFiles(OUTPUTS_URL));

export const main = injectRequest(
  clsi({ folder, outputs, runs: sharedRuns(redisKeyValue(redis, 'clsi:')), parts: { redis } }),
);
