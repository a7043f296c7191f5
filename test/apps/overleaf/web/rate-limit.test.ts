import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setWebEnvironment } from '#test/overleaf/web-environment';

it('limits nothing where limits are switched off, for load tests', async () => {
  setWebEnvironment({ DISABLE_RATE_LIMITS: 'true' });
  const { isWithin } = await import('#apps/overleaf/web/rate-limit');
  for (let count = 0; count < 100; count++)
    assert.equal(await isWithin('login', 'ada@example.org', { max: 10, seconds: 120 }), true);
});
