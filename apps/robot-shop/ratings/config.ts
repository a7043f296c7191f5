import * as z from 'zod';
import { baseUrl, env, port } from '#shared/config/env';
import { hostUrl } from '../addresses.ts';

export const config = env({
  /** Takes the place of the original's PDO_URL, whose form only PHP reads. */
  MYSQL_URL: z.string().default('mysql://ratings:iloveit@mysql:3306/ratings'),
  CATALOGUE_URL: baseUrl(hostUrl('CATALOGUE_HOST', 'catalogue', 8080)),
  RATINGS_SERVER_PORT: port(80),
});
