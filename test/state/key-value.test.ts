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
