import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as z from 'zod';
import { getJson, type KeyValue, update } from '#shared/state/key-value/key-value';
import { eventually } from '#test/harness/eventually';
import { describeKeyValues } from '#test/harness/key-values';

const many = <Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const schema = z.object({ count: z.int() });

describeKeyValues('key-value', (open) => {
  const valueAt = async (store: KeyValue, key: string): Promise<string | undefined> =>
    (await store.get(key))?.value;
  const isGone = (store: KeyValue, key: string): Promise<void> =>
    eventually(async () => assert.equal(await store.get(key), undefined));

  it('gives back what was put, until it is deleted', async () => {
    const store = open();
    for (const value of ['plain', '', 'žluťoučký 𝒳 \0', '{"a":1}', 'x'.repeat(1_000_000)]) {
      assert.equal(await store.get('key'), undefined);
      const version = await store.put('key', value);
      assert.deepEqual(await store.get('key'), { value, version });
      assert.equal(await store.delete('key'), true);
      assert.equal(await store.delete('key'), false);
    }
  });

  it('keeps keys apart, whatever is in them', async () => {
    const store = open();
    const keys = ['', 'a', 'A', 'a:b', 'a b', '*', 'ž', '__proto__', 'x'.repeat(1000)];
    for (const key of keys) await store.put(key, `of ${key}`);
    for (const key of keys) assert.equal(await valueAt(store, key), `of ${key}`);
  });

  it('has the same version for the same value only', async () => {
    const store = open();
    const first = await store.put('key', 'one');
    assert.equal(await store.put('other', 'one'), first);
    assert.notEqual(await store.put('key', 'two'), first);
    assert.equal(await store.put('key', 'one'), first);
  });

  it('forgets a value when its time is over', async () => {
    const store = open();
    await store.put('long', 'x');
    await store.put('short', 'x', { ttlMs: 30 });
    assert.equal(await valueAt(store, 'short'), 'x');
    await isGone(store, 'short');
    assert.equal(await store.delete('short'), false);
    assert.equal(await store.expire('short', 1000), false);
    assert.equal(await store.compareAndSet('short', undefined, 'new'), true);
    assert.equal(await valueAt(store, 'long'), 'x');
  });

  it('counts the lifetime from the last write, which may also end it', async () => {
    const store = open();
    const version = await store.put('set', 'x', { ttlMs: 200 });
    await store.compareAndSet('set', version, 'y');
    for (const key of ['kept', 'endless', 'renewed', 'clock']) await store.put(key, 'x', { ttlMs: 200 });
    await store.put('kept', 'y', { ttlMs: 60_000 });
    await store.put('endless', 'y');
    assert.equal(await store.expire('renewed', 60_000), true);
    await isGone(store, 'clock');
    for (const key of ['set', 'kept', 'endless', 'renewed']) assert.ok(await store.get(key), key);
    assert.equal(await store.expire('endless', 30), true);
    await isGone(store, 'endless');
  });

  it('refuses what is no lifetime', async () => {
    const store = open();
    for (const ttlMs of [0, -1, 1.5, Number.NaN, 1e300]) {
      const problem = { message: /is no lifetime: it is a whole number of milliseconds from 1 up/ };
      await assert.rejects(store.put('key', 'x', { ttlMs }), problem);
      await assert.rejects(store.compareAndSet('key', undefined, 'x', { ttlMs }), problem);
      await assert.rejects(store.expire('key', ttlMs), problem);
      await assert.rejects(store.increment('key', 1, { ttlMs }), problem);
    }
    assert.equal(await store.get('key'), undefined);
  });

  it('compares before it sets', async () => {
    const store = open();
    for (const version of ['', 'v', 'version of nothing', '0'.repeat(40)]) {
      assert.equal(await store.compareAndSet('key', version, 'x'), false, version);
      assert.equal(await store.compareAndDelete('key', version), false, version);
    }
    assert.equal(await store.compareAndSet('key', undefined, 'first'), true);
    assert.equal(await store.compareAndSet('key', undefined, 'x'), false);
    const first = (await store.get('key'))?.version;
    for (const version of ['', 'v', `v${first}`])
      assert.equal(await store.compareAndSet('key', version, 'x'), false, version);
    assert.equal(await store.compareAndSet('key', first, 'second', { ttlMs: 60_000 }), true);
    assert.equal(await store.compareAndSet('key', first, 'x'), false);
    assert.equal(await valueAt(store, 'key'), 'second');
    // As the interface says: a value that came back has its version back.
    await store.put('key', 'first');
    assert.equal(await store.compareAndSet('key', first, 'third'), true);
  });

  it('compares before it deletes', async () => {
    const store = open();
    const first = await store.put('key', 'first');
    const second = await store.put('key', 'second');
    assert.equal(await store.compareAndDelete('key', first), false);
    assert.equal(await store.compareAndDelete('key', second), true);
    assert.equal(await store.compareAndDelete('key', second), false);
    assert.equal(await store.get('key'), undefined);
  });

  it('lets one of many win who saw the same', async () => {
    const store = open();
    for (const version of [undefined, await store.put('there', 'x')]) {
      const key = version === undefined ? 'absent' : 'there';
      const won = await many(50, (index) => store.compareAndSet(key, version, `writer ${index}`));
      assert.equal(won.filter(Boolean).length, 1);
      assert.equal(await valueAt(store, key), `writer ${won.indexOf(true)}`);
    }
    const version = (await store.get('there'))?.version ?? '';
    const deleted = await many(50, () => store.compareAndDelete('there', version));
    assert.equal(deleted.filter(Boolean).length, 1);
  });

  it('adds up, also for many at the same time', async () => {
    const store = open();
    assert.deepEqual([await store.increment('count'), await store.increment('count', 5)], [1, 6]);
    assert.equal(await store.increment('count', -10), -4);
    assert.equal(await valueAt(store, 'count'), '-4');
    const sums = await many(200, () => store.increment('crowd'));
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

  it('refuses half a character, in a value and in a key', async () => {
    const store = open();
    for (const half of ['\ud800', 'a\udc00', '\udc00\ud800']) {
      const refused = { message: /half a character/, kind: 'invalid' };
      await assert.rejects(store.put('key', half), refused);
      await assert.rejects(store.compareAndSet('key', undefined, half), refused);
      await assert.rejects(store.get(half), refused);
      await assert.rejects(store.put(half, 'x'), refused);
      await assert.rejects(store.delete(half), refused);
      await assert.rejects(store.compareAndSet(half, undefined, 'x'), refused);
      await assert.rejects(store.compareAndDelete(half, ''), refused);
      await assert.rejects(store.expire(half, 1000), refused);
      await assert.rejects(store.increment(half), refused);
    }
    assert.equal(await store.get('key'), undefined);
    await store.put('key', '\ud835\udcb3');
    assert.equal(await valueAt(store, 'key'), '𝒳');
  });

  it('loses no change of many at the same time', async () => {
    const store = open();
    await many(100, () => update(store, 'json', { schema }, (held) => ({ count: (held?.count ?? 0) + 1 })));
    assert.equal(await valueAt(store, 'json'), '{"count":100}');
  });

  it('updates with a lifetime, deletes, or leaves all as it is', async () => {
    const store = open();
    const add = (held: { count: number } | undefined) => ({ count: (held?.count ?? 0) + 1 });
    assert.deepEqual(await update(store, 'json', { schema, ttlMs: 60_000 }, add), { count: 1 });
    const refusing = update(store, 'json', { schema }, () => {
      throw new Error('refused');
    });
    await assert.rejects(refusing, { message: 'refused' });
    assert.equal(await valueAt(store, 'json'), '{"count":1}');
    assert.equal(await update(store, 'json', { schema }, () => undefined), undefined);
    assert.equal(await update(store, 'json', { schema }, () => undefined), undefined);
    assert.equal(await store.get('json'), undefined);
    await update(store, 'json', { schema, ttlMs: 30 }, add);
    await isGone(store, 'json');
  });

  it('reads JSON that fits its schema, and nothing else', async () => {
    const store = open();
    assert.equal(await getJson(store, 'json', schema), undefined);
    await store.put('json', '{"count":7}');
    assert.deepEqual(await getJson(store, 'json', schema), { count: 7 });
    await store.put('json', '{"count":"secret"}');
    await assert.rejects(
      getJson(store, 'json', schema),
      /^Error: cannot read the value under json: count: .*number/,
    );
  });

  it('does not write over a value that cannot be read', async () => {
    const store = open();
    await store.put('json', 'not JSON');
    await assert.rejects(
      update(store, 'json', { schema }, () => ({ count: 1 })),
      { message: 'cannot read the value under json: must be JSON' },
    );
    assert.equal(await valueAt(store, 'json'), 'not JSON');
  });

  it('gives up a change when others are always faster', async () => {
    const store = open();
    const restless: KeyValue = {
      ...store,
      async get(key) {
        const found = await store.get(key);
        await store.increment(key);
        return found;
      },
    };
    await store.put('key', '{"count":1}');
    await assert.rejects(
      update(restless, 'counter', { schema: z.number(), attempts: 5 }, () => 0),
      { message: 'the value under counter is changed by too many at the same time', kind: 'unavailable' },
    );
    assert.equal(await valueAt(store, 'counter'), '5');
  });
});
