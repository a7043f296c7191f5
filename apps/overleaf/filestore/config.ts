import * as z from 'zod';
import { env, port } from '#shared/config/env';

export const config = env({
  FILESTORE_PORT: port(3009),
  /** Where the files are: a `file:` or `s3:` URL. */
  FILES_URL: z.string().min(1),
});
