import * as z from 'zod';
import { env, port } from '#shared/config/env';

export const config = env({
  SERVICE_PORT: port(8082),
  DATABASE_URL: z.string().default('postgresql://lab_dashboard:secret@postgresql:5432/lab_insurance'),
});
