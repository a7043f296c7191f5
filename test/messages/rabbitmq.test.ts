// What publisher and consumer do when the broker takes away what they have declared: queue, route, exchange, channel.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import { type Route, rabbitConsumer, rabbitPublisher } from '#shared/messaging/rabbitmq';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';

const { AMQP_URL = '' } = process.env;
const skip = AMQP_URL === '' && 'needs RabbitMQ: npm test -- messages';

describe('a broker that takes things away', { skip }, () => {
  let model: ChannelModel;
  let admin: ConfirmChannel;
  let route: Route;
  before(async () => {
    model = await connect(AMQP_URL);
    admin = await model.createConfirmChannel();
  });
  beforeEach(() => {
    route = { exchange: `test-${randomUUID()}`, queue: `test-${randomUUID()}` };
  });
  afterEach(async () => {
    for (const end of ['', '.dead', '.wait-1000', '.wait-50']) await admin.deleteQueue(route.queue + end);
    await admin.deleteExchange(route.exchange);
  });
  // The consumers and publishers of these tests live as long as the process.
  after(() => setImmediate(() => process.exit()));

  /** Starts a consumer that keeps what it gets and fails for `bad` messages. */
  async function consumer() {
    const got: unknown[] = [];
    const handle = async (body: unknown): Promise<void> => {
      got.push(body);
      if (body === 'bad') throw new Error('it is bad');
    };
    const part = rabbitConsumer(AMQP_URL, route, 'test', handle, { atOnce: 5, waitsMs: [50] });
    await eventually(async () => assert.equal(await part.isHealthy(), true));
    return { got, isHealthy: part.isHealthy };
  }
  /** How many messages wait in a queue. Rejects when there is no such queue, which costs the channel that asks. */
  async function messagesIn(queue: string): Promise<number> {
    const channel = await model.createChannel();
    channel.on('error', () => undefined);
    const { messageCount } = await channel.checkQueue(queue);
    await channel.close();
    return messageCount;
  }
  const publisher = () => rabbitPublisher<unknown>(AMQP_URL, route);
  const unroutable = { kind: 'unavailable', message: /broker had no queue/ };

  describe('a consumer', () => {
    it('consumes again after its queue was deleted, with all that its retries need', async () => {
      const { got, isHealthy } = await consumer();
      const send = publisher();
      await send('before');
      await eventually(() => assert.deepEqual(got, ['before']));
      for (const end of ['.dead', '.wait-50', '.wait-1000', '']) await admin.deleteQueue(route.queue + end);
      await eventually(async () => {
        await send('after');
        assert.equal(got.at(-1), 'after');
      });
      await send('bad');
      await eventually(async () => {
        assert.equal(await messagesIn(`${route.queue}.dead`), 1, 'it was set aside');
      });
      assert.equal(got.filter((body) => body === 'bad').length, 2);
      assert.equal(await isHealthy(), true);
    });

    it('loses no message that it cannot handle when the queues for that were deleted', async () => {
      const { got } = await consumer();
      for (const end of ['.dead', '.wait-50']) await admin.deleteQueue(route.queue + end);
      await publisher()('bad');
      await eventually(async () => {
        assert.equal(await messagesIn(`${route.queue}.dead`), 1, 'it was set aside');
      });
      assert.deepEqual(got, ['bad', 'bad']);
    });

    it('consumes each message once after several such cancellations', async () => {
      const { got, isHealthy } = await consumer();
      const send = publisher();
      for (let round = 0; round < 3; round += 1) {
        await admin.deleteQueue(route.queue);
        await eventually(async () => assert.equal((await admin.assertQueue(route.queue)).consumerCount, 1));
      }
      await eventually(async () => assert.equal(await isHealthy(), true));
      for (let number = 0; number < 20; number += 1) await send(number);
      await eventually(() => assert.deepEqual(got, [...Array(20).keys()]));
    });

    it('opens another channel when the broker closes its channel for an error, and says so until then', async () => {
      const { got, isHealthy } = await consumer();
      // A queue that is declared otherwise is such an error. Then the consumer's queue goes, and it has to declare all again.
      await admin.deleteQueue(`${route.queue}.dead`);
      await admin.assertQueue(`${route.queue}.dead`, { durable: true, maxLength: 7 });
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        await admin.deleteQueue(route.queue);
        await eventually(() => messagesIn(route.queue));
      }
      await eventually(async () => assert.equal(await isHealthy(), false));
      await admin.deleteQueue(`${route.queue}.dead`);
      await eventually(async () => assert.equal(await isHealthy(), true));
      await publisher()('after');
      await eventually(() => assert.deepEqual(got, ['after']));
    });
  });

  describe('a publisher', () => {
    const losses: Record<string, () => Promise<unknown>> = {
      'whose queue was deleted': () => admin.deleteQueue(route.queue),
      'whose queue is no longer bound': () => admin.unbindQueue(route.queue, route.exchange, route.queue),
    };
    for (const [name, lose] of Object.entries(losses)) {
      it(`${name} refuses the message and declares the route again`, async () => {
        const send = publisher();
        await send('first');
        await lose();
        await assert.rejects(send('refused'), unroutable);
        await send('second');
        assert.equal(await messagesIn(route.queue), name.includes('deleted') ? 1 : 2);
      });
    }

    it('whose exchange was deleted refuses the message, and sends the next one on another channel', async () => {
      const send = publisher();
      await send('first');
      await admin.deleteExchange(route.exchange);
      await assert.rejects(send('refused'), { kind: 'unavailable', message: 'message broker not available' });
      await send('second');
      assert.equal(await messagesIn(route.queue), 2);
    });

    it('refuses each of many messages at once that have no queue, and no other', async () => {
      const send = publisher();
      await send('first');
      await admin.deleteQueue(route.queue);
      const sent = await Promise.allSettled(Array.from({ length: 30 }, (_, number) => send(number)));
      await send('last');
      const accepted = sent.filter(({ status }) => status === 'fulfilled').length;
      assert.ok(accepted < 30, 'some were refused');
      assert.equal(await messagesIn(route.queue), accepted + 1, 'what was not refused is there');
    });

    it('is healthy when the broker has its route, which it declares where it is missing', async () => {
      const send = publisher();
      assert.equal(await send.isHealthy(), true);
      await admin.deleteQueue(route.queue);
      assert.equal(await send.isHealthy(), true);
      await send('is routed');
      assert.equal(await messagesIn(route.queue), 1);
      assert.equal(await rabbitPublisher('amqp://127.0.0.1:1', route).isHealthy(), false);
    });

    it('leaves nothing behind when confirmations come late', { skip: noControl }, async () => {
      const warnings: Error[] = [];
      const note = (warning: Error): void => void warnings.push(warning);
      process.on('warning', note);
      const send = publisher();
      await send('first');
      await control.freeze('component/rabbitmq');
      try {
        const sent = await Promise.allSettled(Array.from({ length: 30 }, (_, number) => send(number)));
        assert.ok(sent.every(({ status }) => status === 'rejected'));
        assert.equal(await send.isHealthy(), false);
      } finally {
        await control.thaw('component/rabbitmq');
      }
      await eventually(() => send('last'));
      process.off('warning', note);
      assert.deepEqual(warnings, []);
    });
  });
});
