import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { KeyValue } from '#shared/state/key-value/key-value';
import { eventually } from '#test/harness/eventually';
import { describeKeyValues } from '#test/harness/key-values';

describeKeyValues('key-value that counts', (open) => {
  const valueAt = async (store: KeyValue, key: string): Promise<string | undefined> =>
    (await store.get(key))?.value;

  it('adds up, also for many at the same time', async () => {
    const store = open();
    assert.deepEqual([await store.increment('count'), await store.increment('count', 5)], [1, 6]);
    assert.equal(await store.increment('count', -10), -4);
    assert.equal(await valueAt(store, 'count'), '-4');
    const sums = await Promise.all(Array.from({ length: 200 }, () => store.increment('crowd')));
    assert.deepEqual(
      sums.sort((one, other) => one - other),
      Array.from({ length: 200 }, (_, index) => index + 1),
    );
  });

  it('counts within a time that begins with the first count', async () => {
    const store = open();
    await store.increment('window', 1, { ttlMs: 300 });
    await store.increment('window', 1, { ttlMs: 60_000 });
    await eventually(async () => assert.equal(await store.increment('window', 1, { ttlMs: 300 }), 1));
  });

  it('adds to whole numbers only', async () => {
    const store = open();
    for (const value of ['', 'x', '1.5', '007', ' 1', '1\n', '1\0', '-0', '-', '+1', '1e3']) {
      await store.put('key', value);
      await assert.rejects(store.increment('key'), { message: /^the value under key is no whole number/ });
      assert.equal(await valueAt(store, 'key'), value);
    }
    for (const by of [0.5, Number.NaN, Number.POSITIVE_INFINITY])
      await assert.rejects(store.increment('other', by), {
        message: /cannot be added: it is no whole number/,
      });
    assert.equal(await store.get('other'), undefined);
  });

  it('adds up exactly, or not at all', async () => {
    const store = open();
    const largest = Number.MAX_SAFE_INTEGER;
    const inexact = { message: /^the number under key would not be exact: /, kind: 'invalid' };
    for (const [value, by] of [
      ['9223372036854775807', 1],
      ['9223372036854775807', -1],
      ['-9223372036854775808', -1],
      ['9'.repeat(400), 1],
      [`${2 ** 53}`, -5],
      [`${largest}`, 1],
      [`${-largest}`, -1],
      ['2', largest],
    ] as const) {
      await store.put('key', value);
      await assert.rejects(store.increment('key', by), inexact, value);
      assert.equal(await valueAt(store, 'key'), value);
    }
    await store.put('key', `${largest - 1}`);
    assert.equal(await store.increment('key'), largest);
    assert.equal(await store.increment('key', -largest), 0);
    assert.equal(await store.increment('key', -largest), -largest);
    assert.equal(await valueAt(store, 'key'), `${-largest}`);
  });
});
