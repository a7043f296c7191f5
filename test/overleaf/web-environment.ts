const services = [
  'CONTACTS',
  'NOTIFICATIONS',
  'DOCSTORE',
  'TAGS',
  'CHAT',
  'FILESTORE',
  'SPELLING',
  'DOCUMENT_UPDATER',
  'TRACK_CHANGES',
  'CLSI',
];

/** Puts what web needs into the environment, for tests that load parts of it. No service answers, and no store unless it is given. */
export function setWebEnvironment(variables: Record<string, string>): void {
  Object.assign(process.env, {
    MONGO_URL: 'mongodb://127.0.0.1:1/sharelatex',
    REDIS_URL: 'redis://127.0.0.1:1',
    WEB_API_PASSWORD: 'password',
    MAIL_URL: 'file:///nowhere',
    ...Object.fromEntries(services.map((name) => [`${name}_URL`, 'http://127.0.0.1:1'])),
    ...variables,
  });
}
