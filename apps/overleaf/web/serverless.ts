import * as z from 'zod';
import { env } from '#shared/config/env';
import { injectRequest } from '#shared/glue/inject-request';
import { openFiles } from '#shared/state/files/open-files';
import { redisKeyValue } from '#shared/state/key-value/redis';
import { sharedOutputs } from '../clsi/shared-outputs.ts';
import { apiRoutes } from './api.ts';
import { openOutputInFiles } from './compile/outputs-in-files.ts';
import { redis } from './db.ts';
import { web } from './service.ts';

const { OUTPUTS_URL } = env({ OUTPUTS_URL: z.string('must be a file: or s3: URL').min(1) });
const openOutput = openOutputInFiles(sharedOutputs(openFiles(OUTPUTS_URL)));

export const main = injectRequest(
  web({ sessionStore: redisKeyValue(redis), routes: [apiRoutes(openOutput)] }),
);
