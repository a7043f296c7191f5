import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, beforeEach, it } from 'node:test';
import { outboxPart, outboxRelay, outboxSchema, recordEvent } from '#shared/messaging/outbox';
import { createTables } from '#shared/sql/database';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { describeDatabases } from '#test/harness/databases';

describeDatabases('an outbox', (database) => {
  let published: string[] = [];
  let failure: Error | undefined;
  before(async () => {
    await createTables(database(), outboxSchema);
  });
  beforeEach(() => {
    published = [];
    failure = undefined;
  });
  const send = () =>
    outboxRelay(database(), async (rows) => {
      if (failure !== undefined) throw failure;
      published.push(...rows.map(({ event_id }) => event_id));
    });
  const write = async (key = randomUUID(), sequence = 1): Promise<string> => {
    const eventId = randomUUID();
    const event = { eventId, type: 'registered', key, sequence, occurredAt: new Date().toISOString() };
    await database().transaction((statements) => recordEvent(statements, event));
    return eventId;
  };

  it('sends what was written, once, the events of a key in their order', async () => {
    const key = randomUUID();
    const [first, second, other] = [await write(key, 1), await write(key, 2), await write()];
    const relay = send();
    await relay();
    await relay();
    assert.deepEqual([...published].sort(), [first, second, other].sort());
    assert.ok(published.indexOf(first) < published.indexOf(second));
  });

  it('has no event of a transaction that was undone', async () => {
    const event = { eventId: 'undone', type: 'registered', key: 'k', sequence: 1, occurredAt: 'now' };
    await assert.rejects(
      database().transaction(async (statements) => {
        await recordEvent(statements, event);
        throw new Error('no sale');
      }),
    );
    await send()();
    assert.deepEqual(published, []);
  });

  it('keeps what the broker does not take, and sends it when it does', async () => {
    const written = await write();
    const relay = send();
    failure = new Error('no broker');
    await assert.rejects(relay(), /no broker/);
    failure = undefined;
    await relay();
    assert.deepEqual(published, [written]);
  });

  it('is healthy until an event is held up, and again when it is sent', async () => {
    const { isHealthy } = outboxPart(database());
    assert.equal(await isHealthy(), true);
    const written = await write();
    assert.equal(await isHealthy(), true, 'it was written only now');
    const before = new Date(Date.now() - 3_600_000).toISOString();
    await database().run('update outbox set created_at = $1 where event_id = $2', [before, written]);
    assert.equal(await isHealthy(), false);
    await send()();
    assert.equal(await isHealthy(), true);
  });

  it('is not healthy without its table', async () => {
    const elsewhere = sqliteDatabase('sqlite::memory:');
    assert.equal(await outboxPart(elsewhere).isHealthy(), false);
    await elsewhere.close();
  });

  it('sends what is written while it sends, without sending anything twice', async () => {
    const relay = send();
    const written = await Promise.all(
      Array.from({ length: 250 }, async () => {
        const eventId = await write();
        await relay();
        return eventId;
      }),
    );
    assert.deepEqual([...published].sort(), written.sort());
  });
});
