import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as z from 'zod';
import { log } from '#shared/observe/log';
import type { KeyValue } from '#shared/state/key-value/key-value';
import { openSessions, type Sessions } from '#shared/state/sessions';
import { eventually } from '#test/harness/eventually';
import { describeKeyValues } from '#test/harness/key-values';

const schema = z.object({ visits: z.int(), csrfSecret: z.string().optional() });
type Data = z.infer<typeof schema>;
const hasEnded = { message: 'the session has ended: log in', kind: 'unauthenticated' };

describeKeyValues('sessions', (open) => {
  const sessionsOn = (store: KeyValue, ttlMs = 60_000): Sessions<Data> =>
    openSessions({ store, ttlMs, schema });
  /** Nothing can be done with the id. */
  async function assertEnded(sessions: Sessions<Data>, id: string): Promise<void> {
    assert.equal(await sessions.read(id), undefined);
    assert.equal(await sessions.touch(id), undefined);
    await assert.rejects(
      sessions.change(id, (data) => data),
      hasEnded,
    );
    await assert.rejects(sessions.rotate(id, { data: { visits: 9 }, user: 'eve' }), hasEnded);
    await sessions.destroy(id);
  }

  it('gives back what a session holds, until it is destroyed', async () => {
    const sessions = sessionsOn(open());
    const [id, other] = [
      await sessions.create({ data: { visits: 1 } }),
      await sessions.create({ data: { visits: 2 }, user: 'ann' }),
    ];
    assert.deepEqual(await sessions.read(id), { data: { visits: 1 } });
    assert.deepEqual(await sessions.read(other), { data: { visits: 2 }, user: 'ann' });
    await sessions.destroy(id);
    await assertEnded(sessions, id);
    assert.ok(await sessions.read(other));
  });

  it('has ids that nobody guesses, and a store that does not know them', async () => {
    const store = open();
    const keys: string[] = [];
    const sessions = sessionsOn({
      ...store,
      put(key, value, lifetime) {
        keys.push(key, value);
        return store.put(key, value, lifetime);
      },
    });
    const ids = await Promise.all(
      Array.from({ length: 100 }, () => sessions.create({ data: { visits: 1 }, user: 'ann' })),
    );
    assert.equal(new Set(ids).size, 100);
    for (const id of ids) {
      assert.match(id, /^[\w-]{32}$/);
      assert.ok(!keys.some((key) => key.includes(id)));
    }
  });

  it('treats what is no id as the id of a session that has ended', async () => {
    const sessions = sessionsOn(open());
    const id = await sessions.create({ data: { visits: 1 } });
    for (const text of [
      '',
      'x',
      '../..',
      id.slice(1),
      `${id}x`,
      ` ${id}`,
      id.toLowerCase(),
      '*'.repeat(32),
      'ann',
    ])
      if (text !== id) await assertEnded(sessions, text);
    assert.ok(await sessions.read(id));
  });

  it('loses no change of many at the same time', async () => {
    const sessions = sessionsOn(open());
    const id = await sessions.create({ data: { visits: 0, csrfSecret: 'kept' }, user: 'ann' });
    await Promise.all(
      Array.from({ length: 30 }, () =>
        sessions.change(id, ({ visits, ...rest }) => ({ ...rest, visits: visits + 1 })),
      ),
    );
    assert.deepEqual(await sessions.read(id), { data: { visits: 30, csrfSecret: 'kept' }, user: 'ann' });
  });

  it('refuses data outside the schema, and leaves a session as it is', async () => {
    const sessions = sessionsOn(open());
    const id = await sessions.create({ data: { visits: 1 }, user: 'ann' });
    const refused = { message: /visits: /, kind: 'invalid' };
    for (const visits of ['1', 1.5, Number.NaN, undefined, null]) {
      const data = { visits } as Data;
      await assert.rejects(sessions.create({ data }), refused);
      await assert.rejects(sessions.create({ data, user: 'ann' }), refused);
      await assert.rejects(
        sessions.change(id, () => data),
        refused,
      );
      await assert.rejects(sessions.rotate(id, { data, user: 'ann' }), refused);
    }
    assert.deepEqual(await sessions.read(id), { data: { visits: 1 }, user: 'ann' });
  });

  it('refuses data that change on their way through JSON', async () => {
    const sessions = openSessions({ store: open(), ttlMs: 60_000, schema: z.object({ since: z.date() }) });
    await assert.rejects(sessions.create({ data: { since: new Date() } }), { kind: 'invalid' });
  });

  it('is over for a session whose record no longer fits, and says so in the log', async ({ mock }) => {
    const store = open();
    const older = openSessions({ store, ttlMs: 60_000, schema: z.object({ visits: z.string() }) });
    const sessions = sessionsOn(store);
    const id = await older.create({ data: { visits: 'hunter2' }, user: 'ann' });
    const logged = mock.method(log, 'warn', () => undefined);
    await assertEnded(sessions, id);
    const lines = logged.mock.calls.map(({ arguments: line }) => JSON.stringify(line));
    assert.ok(lines.length > 0);
    for (const line of lines) assert.match(line, /^(?!.*hunter2).*visits: .*a session has ended/);
  });

  it('is over for a session whose record is no JSON', async () => {
    const store = open();
    let written = '';
    const sessions = sessionsOn({
      ...store,
      put(key, value, lifetime) {
        written = key;
        return store.put(key, value, lifetime);
      },
    });
    const id = await sessions.create({ data: { visits: 1 } });
    await store.put(written, 'no JSON');
    await assertEnded(sessions, id);
  });

  it('ends a session by itself, but not one that is used', async () => {
    const store = open();
    const [short, long] = [sessionsOn(store, 150), sessionsOn(store)];
    const [left, touched, changed, rotated] = await Promise.all(
      Array.from({ length: 4 }, () => short.create({ data: { visits: 1 } })),
    );
    assert.ok(left && touched && changed && rotated);
    assert.deepEqual(await long.touch(touched), await long.read(touched));
    await long.change(changed, (data) => data);
    const next = await long.rotate(rotated, { data: { visits: 2 } });
    await eventually(() => assertEnded(short, left));
    for (const id of [touched, changed, next]) assert.ok(await long.read(id));
  });

  it('has a new id after a log-in, and none of the old', async () => {
    const sessions = sessionsOn(open());
    const before = await sessions.create({ data: { visits: 3, csrfSecret: 'old' } });
    const after = await sessions.rotate(before, { data: { visits: 3 }, user: 'ann' });
    assert.notEqual(after, before);
    await assertEnded(sessions, before);
    assert.deepEqual(await sessions.read(after), { data: { visits: 3 }, user: 'ann' });
  });

  it('can be rotated once, also by many at the same time', async () => {
    const sessions = sessionsOn(open());
    const id = await sessions.create({ data: { visits: 1 } });
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => sessions.rotate(id, { data: { visits: 2 }, user: 'ann' })),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('ends all sessions of a user and of nobody else', async () => {
    const sessions = sessionsOn(open());
    const of = (user: string) => sessions.create({ data: { visits: 1 }, user });
    const anns = await Promise.all(Array.from({ length: 5 }, () => of('ann')));
    const others = [await of('ann2'), await of('bob'), await sessions.create({ data: { visits: 1 } })];
    await sessions.destroyAll('ann');
    await sessions.destroyAll('nobody');
    for (const id of anns) await assertEnded(sessions, id);
    for (const id of others) assert.ok(await sessions.read(id));
    const again = await of('ann');
    assert.ok(await sessions.read(again));
    await sessions.destroyAll('ann');
    await assertEnded(sessions, again);
    for (const id of anns) await assertEnded(sessions, id);
  });

  it('is over for a session that is being changed while all are ended', async () => {
    const sessions = sessionsOn(open());
    const id = await sessions.create({ data: { visits: 1 }, user: 'ann' });
    await Promise.allSettled([
      ...Array.from({ length: 10 }, () =>
        sessions.change(id, (data) => ({ ...data, visits: data.visits + 1 })),
      ),
      sessions.destroyAll('ann'),
    ]);
    await assertEnded(sessions, id);
  });
});
