import * as z from 'zod';
import { env, port } from '#shared/config/env';

export const config = env({
  SERVICE_PORT: port(8084),
  /** `sqlite:FILE`, a database of its own, or a `postgresql:` URL. */
  DATABASE_URL: z.string().default('sqlite:payment.db'),
  /** Where the bank puts its statements, `file:///folder` or `s3://bucket/folder`; empty: nowhere. */
  IMPORT_URL: z.string().default(''),
});
