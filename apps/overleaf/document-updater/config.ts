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
  /** The history of documents; without it, their updates wait in Redis. */
  TRACK_CHANGES_URL: optionalUrl(),
  /** The history of whole projects; without it, nothing is written for it. */
  PROJECT_HISTORY_URL: optionalUrl(),
});
