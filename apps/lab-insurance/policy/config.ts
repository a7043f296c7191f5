import * as z from 'zod';
import { baseUrl, env, port } from '#shared/config/env';

export const config = env({
  /** The microservice form's database. */
  DATABASE_FILE: z.string().default('policy.db'),
  /** The serverless form's. */
  DATABASE_URL: z.string().default('postgresql://lab_policy:secret@postgresql:5432/lab_insurance'),
  PRODUCT_URL: baseUrl('http://product:8088'),
  PRICING_URL: baseUrl('http://pricing:8087'),
  KAFKA_BROKERS: z.string().default('kafka:9092'),
  SERVICE_PORT: port(8086),
});
