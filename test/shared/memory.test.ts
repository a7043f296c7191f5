import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { memory } from '#shared/state/memory';

describe('a bounded memory', () => {
  let time: number;
  let loads: string[];
  beforeEach(() => {
    time = 1000;
    loads = [];
  });
  const settings = { maxEntries: 3, maxAgeMs: 100, now: () => time };
  /** Loads `a1` for `a`, then `a2`, and so on. */
  const load = async (key: string): Promise<string> => {
    loads.push(key);
    return `${key}${loads.filter((each) => each === key).length}`;
  };

  it('has a value until it is too old', async () => {
    const letters = memory({ ...settings, load });
    assert.equal(await letters.get('a'), 'a1');
    time += 100;
    assert.equal(await letters.get('a'), 'a1');
    time += 1;
    assert.equal(await letters.get('a'), 'a2');
    assert.deepEqual(loads, ['a', 'a']);
  });

  it('counts the age from the beginning of a load', async () => {
    const slow = memory({
      ...settings,
      async load(key: string) {
        const value = await load(key);
        time += 60;
        return value;
      },
    });
    await slow.get('a');
    time += 41;
    assert.equal(await slow.get('a'), 'a2');
  });

  it('keeps the values that were asked for last', async () => {
    const letters = memory({ ...settings, load });
    for (const key of ['a', 'b', 'c', 'a', 'd']) await letters.get(key);
    assert.deepEqual(await Promise.all(['a', 'c', 'd'].map((key) => letters.get(key))), ['a1', 'c1', 'd1']);
    assert.equal(await letters.get('b'), 'b2');
  });

  it('loads once for all who ask at the same time', async () => {
    const letters = memory({ ...settings, load });
    const asked = [...Array.from({ length: 20 }, () => letters.get('a')), letters.get('b')];
    assert.deepEqual(new Set(await Promise.all(asked)), new Set(['a1', 'b1']));
    assert.deepEqual(loads, ['a', 'b']);
  });

  it('tells a failure to all who wait, and tries again after it', async () => {
    let fails = true;
    const letters = memory({
      ...settings,
      async load(key: string) {
        if (fails) throw new Error('the store is away');
        return load(key);
      },
    });
    const asked = await Promise.allSettled([letters.get('a'), letters.get('a')]);
    assert.deepEqual(
      asked.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    fails = false;
    assert.equal(await letters.get('a'), 'a1');
  });

  it('keeps what there is not, such as undefined and null', async () => {
    const nothing = memory({
      ...settings,
      load: async (key: string) => (loads.push(key) > 1 ? null : undefined),
    });
    assert.deepEqual(
      [await nothing.get('a'), await nothing.get('b'), await nothing.get('a')],
      [undefined, null, undefined],
    );
  });

  it('forgets a value, also one that is being loaded', async () => {
    const letters = memory({ ...settings, load });
    await letters.get('a');
    letters.forget('a');
    assert.equal(await letters.get('a'), 'a2');
    const early = letters.get('b');
    letters.forget('b');
    const late = letters.get('b');
    assert.deepEqual([await early, await late, await letters.get('b')], ['b1', 'b2', 'b2']);
  });

  it('keeps nothing with a limit of 0, and still loads once for all who ask at the same time', async () => {
    for (const limits of [{ maxEntries: 0 }, { maxAgeMs: 0 }, { maxEntries: 0, maxAgeMs: 0 }]) {
      const letters = memory({ ...settings, ...limits, load });
      loads = [];
      await Promise.all([letters.get('a'), letters.get('a')]);
      letters.forget('a');
      assert.equal(await letters.get('a'), 'a2');
      assert.equal(await letters.get('a'), 'a3');
      assert.deepEqual(loads, ['a', 'a', 'a']);
    }
  });

  it('refuses what is no limit', () => {
    for (const limit of [Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY, '1' as never, undefined as never])
      for (const limits of [{ maxEntries: limit }, { maxAgeMs: limit }])
        assert.throws(() => memory({ ...settings, ...limits, load }), {
          message: /are no limit of a memory: it is a whole number from 0 up$/,
          kind: 'invalid',
        });
  });
});
