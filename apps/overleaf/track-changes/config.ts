import * as z from 'zod';
import { env, port, serviceUrl } from '#shared/config/env';
import { mongoUrl, redisUrl } from '../addresses.ts';

export const config = env({
  TRACK_CHANGES_PORT: port(3015),
  MONGO_URL: mongoUrl(),
  REDIS_URL: redisUrl(),
  WEB_URL: serviceUrl(),
  /** The password of the private API of web. */
  WEB_API_PASSWORD: z.string().min(1),
  DOCUMENT_UPDATER_URL: serviceUrl(),
});
