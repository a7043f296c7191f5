import * as z from 'zod';
import { env, port } from '#shared/config/env';
import { jwtSecret } from '../tokens.ts';

export const config = env({
  SERVICE_PORT: port(8090),
  /** Signs the tokens; gateway and chat must have the same. */
  JWT_SECRET: jwtSecret(),
  /** `sqlite:FILE`, a database of its own, or a `postgresql:` URL. */
  DATABASE_URL: z.string().default('sqlite:auth.db'),
});
