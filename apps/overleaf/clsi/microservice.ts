import { join } from 'node:path';
import * as z from 'zod';
import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { folderOutputs } from './folder-outputs.ts';
import { ownRuns } from './own-runs.ts';
import { clsi } from './service.ts';

const { CLSI_FOLDER } = env({ CLSI_FOLDER: z.string('must be a path').min(1) });
const folder = join(CLSI_FOLDER, 'compiles');
const outputs = folderOutputs(join(CLSI_FOLDER, 'output'));

await listen(clsi({ folder, outputs, runs: ownRuns() }), config.CLSI_PORT);
