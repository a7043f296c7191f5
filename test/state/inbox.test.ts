import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, it } from 'node:test';
import { conflict, deadlineExceeded, invalid, unavailable } from '#shared/errors';
import { type Event, event } from '#shared/messaging/event';
import { createInbox, type Inbox, inboxSchema } from '#shared/messaging/inbox';
import { attemptsAtMost } from '#shared/messaging/retry';
import { createTables } from '#shared/sql/database';
import { describeDatabases } from '#test/harness/databases';

const someEvent = (more: Partial<Event> = {}): Event => ({
  eventId: randomUUID(),
  type: 'registered',
  key: randomUUID(),
  sequence: 1,
  occurredAt: new Date().toISOString(),
  ...more,
});

describeDatabases('an inbox', (database) => {
  let inbox: Inbox;
  let failure: Error | undefined;
  before(async () => {
    await createTables(database(), [...inboxSchema, 'create table effect (key text)']);
    inbox = createInbox(database(), 'test', event, async ({ key }, statements) => {
      await statements.run('insert into effect (key) values ($1)', [key]);
      if (failure !== undefined) throw failure;
    });
  });
  const effectsOf = async ({ key }: Event) =>
    (await database().all('select * from effect where key = $1', [key])).length;
  const deadOf = async ({ eventId }: Event) =>
    (await inbox.dead()).find((letter) => letter.eventId === eventId);
  const fails = async (delivery: Event, error: Error, times: number) => {
    failure = error;
    for (let time = 0; time < times; time += 1) await assert.rejects(inbox.receive(delivery), error);
    failure = undefined;
  };

  it('gives an event its effect once, however often and at once it is delivered', async () => {
    const delivered = someEvent();
    await Promise.all([1, 2, 3].map(() => inbox.receive(delivered)));
    await inbox.receive(delivered);
    assert.equal(await effectsOf(delivered), 1);
    const [processed] = await inbox.processed(delivered.key);
    assert.equal(processed?.eventId, delivered.eventId);
  });

  it('undoes what a failing handler has done, and gives the effect when it succeeds later', async () => {
    const delivered = someEvent();
    await fails(delivered, new Error('no'), 2);
    assert.equal(await effectsOf(delivered), 0);
    await inbox.receive(delivered);
    assert.equal(await effectsOf(delivered), 1);
  });

  it('sets an event aside that has failed too often, so that it is not delivered for ever', async () => {
    const delivered = someEvent();
    await fails(delivered, new Error('never'), attemptsAtMost - 1);
    assert.equal(await deadOf(delivered), undefined);
    failure = new Error('never');
    await inbox.receive(delivered);
    failure = undefined;
    const letter = await deadOf(delivered);
    assert.equal(letter?.attempts, attemptsAtMost);
    assert.equal(letter?.error, 'never');
    assert.equal(letter?.key, delivered.key);
    assert.equal(await effectsOf(delivered), 0);
  });

  it('tries a dead letter again when asked, once', async () => {
    const delivered = someEvent();
    await fails(delivered, new Error('once'), attemptsAtMost - 1);
    failure = new Error('once');
    await inbox.receive(delivered);
    await assert.rejects(inbox.replay(delivered.eventId), /once/);
    failure = undefined;
    assert.equal(await inbox.replay(delivered.eventId), true);
    assert.equal(await effectsOf(delivered), 1);
    assert.equal(await inbox.replay(delivered.eventId), false);
  });

  it('does not count it as a failure of the event that a store or service is away or too slow', async () => {
    for (const outage of [unavailable('the database is away'), deadlineExceeded('the database is slow')]) {
      const delivered = someEvent();
      await fails(delivered, outage, attemptsAtMost + 3);
      assert.equal(await deadOf(delivered), undefined);
      await inbox.receive(delivered);
      assert.equal(await effectsOf(delivered), 1);
    }
  });

  it('counts what may pass but is no outage, such as a conflict', async () => {
    const delivered = someEvent();
    await fails(delivered, conflict('somebody else is at it'), attemptsAtMost - 1);
    failure = conflict('somebody else is at it');
    await inbox.receive(delivered);
    failure = undefined;
    assert.equal((await deadOf(delivered))?.attempts, attemptsAtMost);
  });

  it('sets aside at once an event that its handler finds invalid, also after other failures', async () => {
    for (const before of [0, 2]) {
      const delivered = someEvent();
      await fails(delivered, new Error('no'), before);
      failure = invalid('the policy has no account');
      await inbox.receive(delivered);
      failure = undefined;
      assert.equal((await deadOf(delivered))?.error, 'the policy has no account');
      assert.equal(await effectsOf(delivered), 0);
    }
  });

  it('says of a message that nobody can read where it is and why', async () => {
    const place = { topic: 'registered', partition: 3, offset: '17' };
    const delivery = { unreadable: 'its batch is damaged', ...place };
    await inbox.receive(delivery);
    await inbox.receive(delivery);
    await inbox.receive({ ...delivery, offset: '18', text: 'no JSON' });
    const errors = (await inbox.dead())
      .map(({ error }) => error)
      .filter((error) => error.includes('damaged'));
    assert.deepEqual(errors.sort(), [
      'registered, partition 3, offset 17: its batch is damaged',
      'registered, partition 3, offset 18: its batch is damaged',
    ]);
    const payloads = await database().all<{ payload: string }>(
      `select payload from failed_event where payload like '%"offset":"18"%'`,
    );
    assert.match(payloads[0]?.payload ?? '', /no JSON/, 'its text is kept');
  });

  it('sets aside at once what is no event', async () => {
    for (const delivery of ['no JSON', { type: 'registered' }, null]) await inbox.receive(delivery);
    const unreadable = (await inbox.dead()).filter(
      ({ type, error }) => type === 'unreadable' && !error.includes('damaged'),
    );
    assert.equal(unreadable.length, 3);
  });
});
