import * as z from 'zod';
import { count, env, port } from '#shared/config/env';
import { mongoUrl } from '../addresses.ts';

export const config = env({
  DOCSTORE_PORT: port(3016),
  MONGO_URL: mongoUrl(),
  /** Where archived documents are: a `file:` or `s3:` URL. */
  ARCHIVE_URL: z.string().min(1),
  /** The most deleted documents that a list has. */
  MAX_DELETED_DOCS: count(2000),
});
