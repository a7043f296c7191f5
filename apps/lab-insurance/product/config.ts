import * as z from 'zod';
import { env, port } from '#shared/config/env';

export const config = env({
  SERVICE_PORT: port(8088),
  MONGO_URL: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must be a mongodb:// URL')
    .default('mongodb://mongodb:27017/products-demo'),
});
