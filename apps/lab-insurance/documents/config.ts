import * as z from 'zod';
import { env, port } from '#shared/config/env';

export const config = env({
  SERVICE_PORT: port(8083),
  /** Where the microservice keeps its private database. */
  DATABASE_FILE: z.string().default('documents.db'),
  /** The database that actions share. */
  DATABASE_URL: z.string().default('postgresql://lab_documents:secret@postgresql:5432/lab_insurance'),
  KAFKA_BROKERS: z.string().default('kafka:9092'),
});
