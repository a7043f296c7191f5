import * as z from 'zod';
import { env, port } from '#shared/config/env';

export const config = env({
  GREETING: z.string().min(1).default('Hello'),
  HELLO_PORT: port(8080),
});
