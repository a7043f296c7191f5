import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashPassword, verifyPassword } from '#shared/state/password';

describe('a stored password', () => {
  it('is known again, and no other is', async () => {
    const stored = await hashPassword('bigbrain');
    assert.ok(await verifyPassword('bigbrain', stored));
    assert.ok(!(await verifyPassword('Bigbrain', stored)));
    assert.ok(!(await verifyPassword('', stored)));
  });

  it('does not show the password, and looks different each time', async () => {
    const [first, second] = await Promise.all([hashPassword('bigbrain'), hashPassword('bigbrain')]);
    assert.match(first, /^scrypt\$16384\$8\$1\$[\w+/=]+\$[\w+/=]+$/);
    assert.notEqual(first, second);
  });

  it('says so when it is of another kind', async () => {
    await assert.rejects(verifyPassword('x', 'bigbrain'), /unknown kind/);
  });
});
