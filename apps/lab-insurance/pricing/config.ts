import * as z from 'zod';
import { env, port } from '#shared/config/env';

export const config = env({
  SERVICE_PORT: port(8087),
  /** Where the microservice keeps its private database. */
  DATABASE_FILE: z.string().default('pricing.db'),
  /** The database that actions share. */
  DATABASE_URL: z.string().default('postgresql://postgresql:5432/lab_insurance'),
});
