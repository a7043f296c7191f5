import * as z from 'zod';
import { env, port } from '#shared/config/env';
import { jwtSecret } from '../tokens.ts';

export const config = env({
  SERVICE_PORT: port(8090),
  /** Signs the tokens; gateway and chat must have the same. */
  JWT_SECRET: jwtSecret(),
  /** Where the microservice keeps its private database. */
  DATABASE_FILE: z.string().default('auth.db'),
  /** The database that actions share. */
  DATABASE_URL: z.string().default('postgresql://postgresql:5432/lab_insurance'),
});
