import * as z from 'zod';
import { env, filled, port, serviceUrl } from '#shared/config/env';
import { mongoUrl, redisUrl } from '../addresses.ts';

/** A switch given as text. */
const isOn = (fallback: 'true' | 'false') =>
  z
    .enum(['true', 'false'], 'must be true or false')
    .default(fallback)
    .transform((text) => text === 'true');

export const config = env({
  WEB_PORT: port(3000),
  MONGO_URL: mongoUrl(),
  REDIS_URL: redisUrl(),
  /** What other services of Overleaf show to the private API. */
  WEB_API_PASSWORD: z.string().min(1, 'must not be empty'),
  /** Where people reach the site, for links in mails; without it, what a request says. */
  SITE_URL: filled(z.url('must be a URL').optional()),
  /** Who is believed what it says of the address and host of a request, as Express reads it, such as `loopback, 10.0.0.5`. */
  TRUSTED_PROXIES: filled(z.string().default('loopback')),
  /** The name of the cookie with the id of a session; old clients look for `sharelatex.sid`. */
  COOKIE_NAME: z
    .string()
    .regex(/^[\w.-]+$/, 'must be the name of a cookie')
    .default('overleaf.sid'),
  /** Whether people may register themselves. */
  ALLOW_REGISTRATION: isOn('false'),
  /** Whether people without a log-in may use links that somebody has shared. */
  ALLOW_PUBLIC_ACCESS: isOn('false'),
  /** Whether nothing is limited by its rate, for load tests. */
  DISABLE_RATE_LIMITS: isOn('false'),
  /** A server for mails at `smtp:` or `smtps:`, or where they go as files: `file:` or `s3:`. */
  MAIL_URL: z.string().min(1, 'must be a URL'),
  /** Who sends the mails. */
  MAIL_FROM: filled(z.string().default('Overleaf <overleaf@localhost>')),
  /** Whether linked files may come from this machine and from private networks; for tests, and where all users are trusted. */
  LINKED_URL_ALLOW_PRIVATE: isOn('false'),
  CONTACTS_URL: serviceUrl(),
  NOTIFICATIONS_URL: serviceUrl(),
  DOCSTORE_URL: serviceUrl(),
  TAGS_URL: serviceUrl(),
  CHAT_URL: serviceUrl(),
  FILESTORE_URL: serviceUrl(),
  SPELLING_URL: serviceUrl(),
  DOCUMENT_UPDATER_URL: serviceUrl(),
  TRACK_CHANGES_URL: serviceUrl(),
  CLSI_URL: serviceUrl(),
  /** The clsi of the other form, which compiles what is to be compared; nothing is compared without it. */
  OTHER_CLSI_URL: filled(serviceUrl().optional()),
});

/** The base URL of each service that web calls. */
export const services = {
  contacts: config.CONTACTS_URL,
  notifications: config.NOTIFICATIONS_URL,
  docstore: config.DOCSTORE_URL,
  tags: config.TAGS_URL,
  chat: config.CHAT_URL,
  filestore: config.FILESTORE_URL,
  spelling: config.SPELLING_URL,
  'document-updater': config.DOCUMENT_UPDATER_URL,
  'track-changes': config.TRACK_CHANGES_URL,
  clsi: config.CLSI_URL,
};
