import { env, port, serviceUrl } from '#shared/config/env';

export const config = env({
  WEB_PORT: port(3000),
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
