import * as z from 'zod';
import { baseUrl, env, port } from '#shared/config/env';

/** What the environment says about the front door: where it listens, and what is behind it. */
export const config = env({
  WEB_PORT: port(8080),
  OTHER_FORM_URL: z.url('must be a URL').optional(),
  GATEWAY_URL: baseUrl('http://gateway:8081'),
  AUTH_URL: baseUrl('http://auth:8090'),
  CHAT_URL: baseUrl('http://chat:8787'),
});
