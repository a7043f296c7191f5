import * as z from 'zod';
import { env } from '#shared/config/env';
import { openFiles } from '#shared/state/files/open-files';
import type { Outputs } from './outputs.ts';
import { sharedOutputs } from './shared-outputs.ts';

/** Opens the store of files that the environment names, in which all instances of clsi keep their builds. */
export function openSharedOutputs(): Outputs {
  const { OUTPUTS_URL } = env({ OUTPUTS_URL: z.string('must be a file: or s3: URL').min(1) });
  return sharedOutputs(openFiles(OUTPUTS_URL));
}
