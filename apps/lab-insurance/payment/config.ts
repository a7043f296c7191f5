import * as z from 'zod';
import { env, port } from '#shared/config/env';

export const config = env({
  SERVICE_PORT: port(8084),
  /** Where the microservice keeps its private database. */
  DATABASE_FILE: z.string().default('payment.db'),
  /** The database that actions share. */
  DATABASE_URL: z.string().default('postgresql://lab_payment:secret@postgresql:5432/lab_insurance'),
  KAFKA_BROKERS: z.string().default('kafka:9092'),
  /** Where the bank puts its statements; empty: nowhere. */
  IMPORT_DIR: z.string().default(''),
  /** From one look into that folder to the next; at most as long as timers can wait. */
  IMPORT_EVERY_MINUTES: z.coerce
    .number('must be a number of minutes')
    .positive('must be more than 0')
    .max(35_000, 'must be at most 35000')
    .default(480),
});
