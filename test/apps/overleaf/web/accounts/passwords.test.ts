import assert from 'node:assert/strict';
import { it } from 'node:test';
import { checkPassword, isPasswordOf } from '#apps/overleaf/web/accounts/passwords';
import { hashPassword } from '#shared/state/password';

const email = 'boss@example.org';

it('may have 6 to 72 characters of any kind', () => {
  for (const password of ['secret', 'пароль', 'x'.repeat(72), '      ']) checkPassword(password, email);
  assert.throws(() => checkPassword('short', email), /too short/);
  assert.throws(() => checkPassword('x'.repeat(73), email), /too long/);
});

it('may not contain the address or what is before its @', () => {
  for (const password of ['bosspass1', 'myBOSS1', email])
    assert.throws(() => checkPassword(password, email), { kind: 'invalid', message: /part of the e-mail/ });
});

it('is in no error', () => {
  for (const password of ['abc', 'secret-boss-1', 'y'.repeat(100)])
    assert.throws(
      () => checkPassword(password, email),
      (error: Error) => !error.message.includes(password) && !String(error.cause).includes(password),
    );
});

it('is compared with its hash, and fits no account without one', async () => {
  const hash = await hashPassword('secret123');
  assert.equal(await isPasswordOf(hash, 'secret123'), true);
  assert.equal(await isPasswordOf(hash, 'secret124'), false);
  assert.equal(await isPasswordOf(undefined, 'secret123'), false);
});
