import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { baseUrl, count, env, filled, milliseconds, percent, port } from '#shared/config/env';

describe('the environment of a service', () => {
  it('is typed, has defaults, and cannot be changed', () => {
    const config = env({ PORT: port(8080), DELAY_MS: count(5) }, { PORT: '9000' });
    assert.deepEqual({ ...config }, { PORT: 9000, DELAY_MS: 5 });
    assert.throws(() => Object.assign(config, { PORT: 1 }), TypeError);
  });

  it('lists every problem at once and prints no value', () => {
    const shape = { PORT: port(1), DELAY_MS: count(0), MONGO_URL: z.url('must be a URL') };
    const source = { PORT: 'secret-1', DELAY_MS: '-3', MONGO_URL: 'secret-2' };
    assert.throws(
      () => env(shape, source),
      (error: Error) => {
        for (const name of Object.keys(shape)) assert.match(error.message, new RegExp(`${name}: `));
        assert.doesNotMatch(error.message, /secret/);
        return true;
      },
    );
  });

  it('takes base URLs with and without a slash at the end', () => {
    const shape = { CART_URL: baseUrl('http://cart:8080') };
    assert.equal(
      env(shape, { CART_URL: 'http://127.0.0.1:1/api/v1/web/guest/shop/cart/' }).CART_URL.at(-1),
      't',
    );
    assert.equal(env(shape, {}).CART_URL, 'http://cart:8080');
  });

  it('clamps percentages, and nonsense counts as 0', () => {
    const read = (value: string) => env({ ERRORS: percent() }, { ERRORS: value }).ERRORS;
    assert.deepEqual(['150', '-1', '25', 'many'].map(read), [100, 0, 25, 0]);
  });

  it('takes an empty variable for none, and says what is wrong with a number of milliseconds', () => {
    const shape = {
      LOG_LEVEL: filled(z.enum(['info']).default('info')),
      CALL_DEADLINE_MS: milliseconds(5000),
    };
    const empty = env(shape, { LOG_LEVEL: '', CALL_DEADLINE_MS: '' });
    assert.deepEqual({ ...empty }, { LOG_LEVEL: 'info', CALL_DEADLINE_MS: 5000 });
    assert.equal(env(shape, { CALL_DEADLINE_MS: '150' }).CALL_DEADLINE_MS, 150);
    for (const [wrong, words] of [
      ['0', /CALL_DEADLINE_MS: must be more than 0/],
      ['soon', /CALL_DEADLINE_MS: must be a number of milliseconds/],
    ] as const)
      assert.throws(() => env(shape, { CALL_DEADLINE_MS: wrong }), words);
  });
});
