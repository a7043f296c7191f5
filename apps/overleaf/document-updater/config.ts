import * as z from 'zod';
import { env, filled, port, serviceUrl } from '#shared/config/env';
import { redisUrl } from '../addresses.ts';

const optionalUrl = () => filled(serviceUrl().optional());

export const config = env({
  DOCUMENT_UPDATER_PORT: port(3003),
  REDIS_URL: redisUrl(),
  WEB_URL: serviceUrl(),
  /** The password of the private API of web. */
  WEB_API_PASSWORD: z.string().min(1),
  TRACK_CHANGES_URL: serviceUrl(),
  /** The history of whole projects; without it, nothing is written for it. */
  PROJECT_HISTORY_URL: optionalUrl(),
});
