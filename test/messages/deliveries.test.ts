import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import openwhisk, { type Client } from 'openwhisk';
import { actionClient, actionUrl } from '#shared/actions/client';
import { deliveries, deliverySchema } from '#shared/messaging/deliveries';
import { outboxSchema, recordEvent } from '#shared/messaging/outbox';
import { attemptsAtMost } from '#shared/messaging/retry';
import { setAside } from '#shared/messaging/set-aside';
import { createTables, type Database } from '#shared/sql/database';
import { postgresDatabase } from '#shared/sql/postgres';
import { ownDatabase } from '#test/harness/databases';
import { eventually } from '#test/harness/eventually';
import { startPlatform } from '#wsk/platform/platform';

const { POSTGRES_URL } = process.env;
const skip = !POSTGRES_URL && 'needs PostgreSQL: npm test -- messages';

/** A subscriber: notes each event in a file, and fails while another file is there. */
const subscriber = `const fs = require('fs');
async function main({ folder, me, body }) {
  if (fs.existsSync(folder + '/' + me + '.fails')) throw new Error(me + ' fails');
  const refuses = folder + '/' + me + '.refuses';
  if (fs.existsSync(refuses)) return { error: { kind: fs.readFileSync(refuses, 'utf8'), message: me + ' refuses' } };
  while (fs.existsSync(folder + '/' + me + '.hangs')) await new Promise((next) => setTimeout(next, 50));
  fs.appendFileSync(folder + '/' + me, body.eventId + '\\n');
  return { handled: null };
}`;

describe('deliveries without a broker', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-deliveries-'));
  const auth = `${randomUUID()}:${randomUUID()}`;
  let own: Awaited<ReturnType<typeof ownDatabase>>;
  let database: Database;
  let platform: Awaited<ReturnType<typeof startPlatform>>;
  let ow: Client;
  const deploy = (me: string) =>
    ow.actions.update({ name: me, action: subscriber, kind: 'nodejs:20', params: { folder, me } });
  before(async () => {
    own = await ownDatabase();
    database = postgresDatabase(own.url);
    await createTables(database, [...outboxSchema, ...deliverySchema]);
    platform = await startPlatform({ namespaces: { guest: auth }, maxConcurrency: 100 });
    ow = openwhisk({ apihost: platform.apihost, api_key: auth, namespace: 'guest' });
    await Promise.all(['one', 'two'].map(deploy));
  });
  after(async () => {
    await database.close();
    await platform.close();
    await own.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const action = (name: string) => actionClient(actionUrl(platform.apihost, name), auth);
  const subscribers = () => ({
    sold: [action('one'), action('two'), action('three')],
    ended: [action('one')],
  });
  const deliver = () => deliveries(database, subscribers())();
  const write = async (key: string, sequence: number, type: 'sold' | 'ended' = 'sold'): Promise<string> => {
    const eventId = randomUUID();
    const event = { eventId, type, key, sequence, occurredAt: new Date().toISOString() };
    await database.transaction((statements) => recordEvent(statements, event));
    return eventId;
  };
  const received = (me: string): string[] =>
    existsSync(join(folder, me)) ? readFileSync(join(folder, me), 'utf8').trim().split('\n') : [];
  const due = () => database.run('update delivery set next_attempt_at = $1 where done_at is null', ['2000']);

  it('bring each event to each subscriber once, also when several deliver, and those who are away wait alone', async () => {
    const written = await Promise.all(Array.from({ length: 40 }, () => write(randomUUID(), 1)));
    // Subscriber three is not deployed.
    await Promise.all([deliver(), deliver(), deliver()]);
    await eventually(() => {
      for (const me of ['one', 'two']) assert.deepEqual(received(me).sort(), [...written].sort());
    }, 30_000);
    assert.deepEqual(received('three'), []);
  });

  it('reach a subscriber that comes later, with what it has missed', async () => {
    await deploy('three');
    await due();
    await deliver();
    assert.deepEqual(received('three').sort(), received('one').sort());
  });

  it('keep the order of a key while a subscriber fails, and do not hold up other keys', async () => {
    const key = randomUUID();
    const first = await write(key, 1);
    writeFileSync(join(folder, 'one.fails'), '');
    await deliver();
    const second = await write(key, 2, 'ended');
    rmSync(join(folder, 'one.fails'));
    const other = await write(randomUUID(), 1);
    await deliver();
    assert.ok(received('one').includes(other), 'another key is delivered');
    assert.ok(!received('one').includes(second), 'the second event of the key waits for the first');
    await due();
    await deliver();
    assert.ok(
      received('one').indexOf(first) < received('one').indexOf(second) && received('one').includes(first),
    );
  });

  it('reach the others while one subscriber hangs', async () => {
    writeFileSync(join(folder, 'two.hangs'), '');
    const hanging = deliveries(database, subscribers());
    const first = await write(randomUUID(), 1);
    const waiting = hanging();
    await eventually(() => assert.ok(received('one').includes(first)));
    const second = await write(randomUUID(), 1);
    const also = hanging();
    await eventually(
      () => assert.ok(received('one').includes(second) && received('three').includes(second)),
      5000,
    );
    assert.ok(!received('two').includes(first));
    rmSync(join(folder, 'two.hangs'));
    await Promise.all([waiting, also]);
    assert.ok(received('two').includes(first) && received('two').includes(second));
  });

  describe('of an event that a subscriber does not take', () => {
    /** Makes a subscriber answer an error of this kind, or throw one for `unknown`, while `work` runs. */
    async function refusing(me: string, kind: string, work: () => Promise<unknown>): Promise<void> {
      const file = join(folder, kind === 'unknown' ? `${me}.fails` : `${me}.refuses`);
      writeFileSync(file, kind);
      await work().finally(() => rmSync(file));
    }
    const attempt = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time += 1) {
        await due();
        await deliver();
      }
    };
    const lettersOf = async (id: string) =>
      (await setAside(database).dead()).filter(({ eventId }) => eventId === id);

    it('set it aside at once when it is invalid, list it, and do not hold up the next of its key', async () => {
      const key = randomUUID();
      const first = await write(key, 1);
      await refusing('one', 'invalid', () => deliver());
      const [letter, ...others] = await lettersOf(first);
      assert.deepEqual(others, []);
      assert.equal(letter?.error, 'one: one refuses');
      assert.deepEqual([letter?.type, letter?.key, letter?.attempts], ['sold', key, 1]);
      const second = await write(key, 2, 'ended');
      await attempt(1);
      assert.ok(received('one').includes(second));
      assert.ok(!received('one').includes(first));
      assert.ok(received('two').includes(first), 'the other subscriber has it');
    });

    for (const kind of ['conflict', 'unknown'])
      it(`set it aside after as many attempts as may fail with ${kind}`, async () => {
        const eventId = await write(randomUUID(), 1);
        await refusing('one', kind, async () => {
          await deliver();
          await attempt(attemptsAtMost - 2);
          assert.deepEqual(await lettersOf(eventId), []);
          await attempt(1);
        });
        assert.equal((await lettersOf(eventId))[0]?.attempts, attemptsAtMost);
        await attempt(1);
        assert.ok(!received('one').includes(eventId), 'it is not delivered any more');
      });

    for (const kind of ['unavailable', 'deadline-exceeded'])
      it(`try for ever when an outage is the reason: ${kind}`, async () => {
        const eventId = await write(randomUUID(), 1);
        await refusing('one', kind, async () => {
          await deliver();
          await attempt(attemptsAtMost + 2);
        });
        assert.deepEqual(await lettersOf(eventId), []);
        await attempt(1);
        assert.equal(received('one').filter((id) => id === eventId).length, 1);
      });

    it('try it again when somebody replays it', async () => {
      const letters = setAside(database);
      const eventId = await write(randomUUID(), 1);
      await refusing('one', 'invalid', () => refusing('two', 'invalid', () => deliver()));
      assert.equal((await lettersOf(eventId)).length, 2);
      assert.equal(await letters.replay(eventId), true);
      await deliver();
      assert.deepEqual(await lettersOf(eventId), []);
      for (const me of ['one', 'two']) assert.equal(received(me).filter((id) => id === eventId).length, 1);
      assert.equal(await letters.replay(eventId), false, 'there is nothing left to replay');
      assert.equal(await letters.replay(randomUUID()), false);
    });
  });

  it('note why an attempt has failed', async () => {
    writeFileSync(join(folder, 'two.fails'), '');
    const eventId = await write(randomUUID(), 1);
    await deliver();
    rmSync(join(folder, 'two.fails'));
    const row = await database.first<{ attempts: number; last_error: string }>(
      `select attempts, last_error from delivery where event_id = $1 and action = 'two'`,
      [eventId],
    );
    assert.equal(row?.attempts, 1);
    assert.match(row?.last_error ?? '', /action two failed/);
  });
});
