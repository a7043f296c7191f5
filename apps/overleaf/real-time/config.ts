import * as z from 'zod';
import { env, port, serviceUrl } from '#shared/config/env';
import { redisUrl } from '../addresses.ts';

export const config = env({
  REAL_TIME_PORT: port(3026),
  REDIS_URL: redisUrl(),
  WEB_URL: serviceUrl(),
  /** The password of the private API of web, and of this service's own. */
  WEB_API_PASSWORD: z.string().min(1),
  DOCUMENT_UPDATER_URL: serviceUrl(),
});
