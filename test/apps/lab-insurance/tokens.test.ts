import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { schema } from '#apps/lab-insurance/auth/schema';
import { agents, seed } from '#apps/lab-insurance/auth/seeds';
import { agentOf, bearerToken, tokenFor } from '#apps/lab-insurance/tokens';
import { createTables } from '#shared/sql/database';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { verifyPassword } from '#shared/state/password';

const secret = 'a secret';
const jimmy = { login: 'jimmy.solid', roles: ['TRI', 'CAR'], avatar: 'static/avatars/jimmy_solid.png' };
const now = Date.parse('2031-01-01T00:00:00.700Z');
const seconds = Math.floor(now / 1000);

const encoded = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const sign = (head: object, payload: object | string, key = secret, hash = 'sha256'): string => {
  const text = `${encoded(head)}.${encoded(payload)}`;
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
};
const hs256 = { alg: 'HS256' };
const claims = { sub: 'jimmy.solid', roles: ['TRI', 'CAR'], avatar: jimmy.avatar, exp: seconds + 1 };

describe('a token', () => {
  it('says who it is for, as the original says it', async () => {
    const token = await tokenFor(jimmy, secret, now);
    const [head = '', payload = ''] = token.split('.');
    assert.deepEqual(JSON.parse(Buffer.from(head, 'base64url').toString()), hs256);
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString());
    assert.deepEqual(said, {
      sub: 'jimmy.solid',
      roles: ['TRI', 'CAR'],
      avatar: jimmy.avatar,
      iss: 'auth-service',
      iat: seconds,
      nbf: seconds,
      exp: seconds + 86_400,
    });
    assert.equal(token, sign(hs256, said));
    assert.deepEqual(await agentOf(token, secret, now), jimmy);
  });

  it('is good for a day', async () => {
    const token = await tokenFor(jimmy, secret, now);
    assert.ok(await agentOf(token, secret, now + 86_399_000));
    assert.equal(await agentOf(token, secret, now + 86_400_000), undefined);
  });

  const good: [what: string, payload: object][] = [
    ['without an end', { ...claims, exp: undefined }],
    ['of another issuer', { ...claims, iss: 'somebody' }],
    ['that begins later', { ...claims, nbf: seconds + 3600 }],
  ];
  for (const [what, payload] of good)
    it(`${what} is taken, as in the original`, async () => {
      assert.deepEqual(await agentOf(sign(hs256, payload), secret, now), jimmy);
    });

  it('without roles allows nothing to be sold', async () => {
    const token = sign(hs256, { sub: 'jimmy.solid' });
    assert.deepEqual(await agentOf(token, secret, now), { login: 'jimmy.solid', roles: [], avatar: '' });
  });

  const bad: [what: string, token: string][] = [
    ['that has ended', sign(hs256, { ...claims, exp: seconds - 1 })],
    ['that ends now', sign(hs256, { ...claims, exp: seconds })],
    ['signed with another key', sign(hs256, claims, 'another secret')],
    ['not signed', `${encoded({ alg: 'none' })}.${encoded(claims)}.`],
    ['signed in another way', sign({ alg: 'HS512' }, claims, secret, 'sha512')],
    ['without a signature', sign(hs256, claims).replace(/[^.]*$/, '')],
    ['with a changed signature', sign(hs256, claims).replace(/\.(.)([^.]*)$/, '.!$2')],
    ['of nobody', sign(hs256, { ...claims, sub: undefined })],
    ['of an empty name', sign(hs256, { ...claims, sub: '' })],
    ['of a number', sign(hs256, { ...claims, sub: 1 })],
    ['with an end that is a text', sign(hs256, { ...claims, exp: '9999999999' })],
    ['with roles that are a text', sign(hs256, { ...claims, roles: 'CAR' })],
    ['whose content is no JSON', sign(hs256, 'nonsense')],
    ['whose content is a list', sign(hs256, [claims])],
    ['that is nonsense', 'nonsense'],
    ['that is empty', ''],
  ];
  for (const [what, token] of bad)
    it(`${what} is refused`, async () => assert.equal(await agentOf(token, secret, now), undefined));

  it('is found behind the word Bearer, however that is written', () => {
    for (const header of ['Bearer a.b.c', 'bearer a.b.c', 'BEARER  a.b.c'])
      assert.equal(bearerToken(header), 'a.b.c');
    for (const header of [
      undefined,
      '',
      'a.b.c',
      'Bearer',
      'Bearer ',
      'Basic a.b.c',
      'Bearer a b',
      'xBearer a',
    ])
      assert.equal(bearerToken(header), undefined);
  });
});

describe('the agents that are there from the start', () => {
  it('have the passwords of the original, each another hash', async () => {
    const passwords = ['admin', 'secret', 'secret', 'agent1'];
    for (const [index, { passwordHash }] of agents.entries()) {
      assert.ok(await verifyPassword(passwords[index] ?? '', passwordHash));
      assert.ok(!(await verifyPassword('wrong', passwordHash)));
    }
    assert.equal(new Set(agents.map(({ passwordHash }) => passwordHash)).size, agents.length);
  });

  it('are added once, however often and by however many', async () => {
    const db = sqliteDatabase(':memory:');
    await createTables(db, schema);
    await Promise.all([seed(db), seed(db)]);
    await seed(db);
    const rows = await db.all<{ login: string }>('select login from insurance_agent order by login');
    assert.deepEqual(
      rows.map(({ login }) => login),
      ['admin', 'agent1', 'danny.solid', 'jimmy.solid'],
    );
    await db.close();
  });
});
