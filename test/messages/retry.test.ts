// What becomes of a message whose receiver fails is decided by the kind of the error, with a real broker between.
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Channel, type ChannelModel, connect } from 'amqplib';
import { eventually } from '#test/harness/eventually';

const { AMQP_URL = '' } = process.env;
const skip = AMQP_URL === '' && 'needs RabbitMQ: npm test -- messages';

interface Attempt {
  id: string;
  attempt: number;
  failed: boolean;
}

describe('a message whose receiver fails', { skip }, () => {
  const queue = `test-${randomUUID()}`;
  const attempts: Attempt[] = [];
  let consumer: ChildProcess;
  let model: ChannelModel;
  let channel: Channel;
  const send = (body: unknown): void => void channel.sendToQueue(queue, Buffer.from(JSON.stringify(body)));
  const attemptsAt = (id: string) => attempts.filter((each) => each.id === id);
  const dead = async () => (await channel.checkQueue(`${queue}.dead`)).messageCount;

  before(async () => {
    model = await connect(AMQP_URL);
    channel = await model.createChannel();
    const env = { ...process.env, LOG_LEVEL: 'silent' };
    consumer = fork(join(import.meta.dirname, 'failing-consumer.ts'), [queue], { env });
    consumer.on('message', (attempt) => attempts.push(attempt as Attempt));
    await eventually(async () => {
      const own = await model.createChannel();
      own.on('error', () => undefined);
      assert.equal((await own.checkQueue(queue)).consumerCount, 1);
      await own.close();
    }, 20_000);
  });
  after(async () => {
    consumer.kill('SIGKILL');
    for (const name of [queue, `${queue}.dead`, `${queue}.wait-50`, `${queue}.wait-1000`])
      await channel.deleteQueue(name);
    await model.close();
  });

  it('is delivered until it is handled when an outage is the reason, however often', async () => {
    const id = randomUUID();
    send({ id, kind: 'unavailable', times: 4 });
    await eventually(() => assert.equal(attemptsAt(id).at(-1)?.failed, false), 20_000);
    assert.equal(attemptsAt(id).length, 5);
    assert.equal(await dead(), 0);
  });

  it('is set aside after as many attempts as may fail when the reason is not known', async () => {
    const id = randomUUID();
    send({ id, kind: 'unknown', times: 100 });
    await eventually(async () => assert.equal(await dead(), 1), 20_000);
    assert.equal(attemptsAt(id).length, 3);
  });

  it('is set aside at once when it is invalid, too large, or no JSON', async () => {
    const before = await dead();
    const ids = { invalid: randomUUID(), 'too-large': randomUUID() };
    for (const [kind, id] of Object.entries(ids)) send({ id, kind, times: 100 });
    await eventually(async () => assert.equal(await dead(), before + 2), 20_000);
    for (const id of Object.values(ids)) assert.equal(attemptsAt(id).length, 1);
    channel.sendToQueue(queue, Buffer.from('no JSON'));
    await eventually(async () => assert.equal(await dead(), before + 3), 20_000);
  });
});
