import assert from 'node:assert/strict';
import { it } from 'node:test';

// Nothing listens at these addresses: with the switch no store is asked.
const nowhere = 'http://127.0.0.1:1';
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
Object.assign(process.env, {
  MONGO_URL: 'mongodb://127.0.0.1:1/sharelatex',
  REDIS_URL: 'redis://127.0.0.1:1',
  WEB_API_PASSWORD: 'password',
  MAIL_URL: 'file:///nowhere',
  DISABLE_RATE_LIMITS: 'true',
  ...Object.fromEntries(services.map((name) => [`${name}_URL`, nowhere])),
});

it('limits nothing where limits are switched off, for load tests', async () => {
  const { isWithin } = await import('#apps/overleaf/web/rate-limit');
  for (let count = 0; count < 100; count++)
    assert.equal(await isWithin('login', 'ada@example.org', { max: 10, seconds: 120 }), true);
});
