import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, it } from 'node:test';
import { MongoClient } from 'mongodb';
import { createIndexes } from '#apps/overleaf/seed/load';
import { setWebEnvironment } from '#test/overleaf/web-environment';

const { MONGO_URL } = process.env;
const skip = !MONGO_URL && 'needs MongoDB: npm test -- state';
const client = new MongoClient(MONGO_URL ?? 'mongodb://127.0.0.1:1');
const name = `first_admin_${randomBytes(4).toString('hex')}`;
after(async () => {
  if (skip) return;
  const { mongo } = await import('#apps/overleaf/web/db');
  await mongo.close();
  await client.db(name).dropDatabase();
  await client.close();
});

it('is one, when several ask before there is one', { skip }, async () => {
  await createIndexes(client.db(name));
  setWebEnvironment({ MONGO_URL: `${MONGO_URL}/${name}` });
  const { createFirstAdmin } = await import('#apps/overleaf/web/accounts/first-admin');
  const asking = [1, 2, 3, 4, 5, 6].map((each) => createFirstAdmin({ email: `boss${each}@example.org` }));
  const results = await Promise.allSettled(asking);
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const result of results)
    if (result.status === 'rejected') assert.equal(result.reason.kind, 'forbidden');
  assert.equal(await client.db(name).collection('users').countDocuments(), 1);
});
