import { join } from 'node:path';
import * as z from 'zod';
import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { openRedis } from '#shared/state/redis';
import { redisUrl } from '../addresses.ts';
import { config } from './config.ts';
import { folderOutputs } from './folder-outputs.ts';
import { clsi } from './service.ts';
import { sharedRuns } from './shared-runs.ts';

const { CLSI_FOLDER, REDIS_URL } = env({
  CLSI_FOLDER: z.string('must be a path').min(1),
  REDIS_URL: redisUrl(),
});
const redis = openRedis(REDIS_URL);
// The folder belongs to all processes of clsi on this machine.
const folder = join(CLSI_FOLDER, 'compiles');
const outputs = folderOutputs(join(CLSI_FOLDER, 'output'));
const runs = sharedRuns(redisKeyValue(redis, 'clsi:'));

await listen(clsi({ folder, outputs, runs, parts: { redis } }), config.CLSI_PORT);
