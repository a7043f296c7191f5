import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { after, beforeEach, describe, it } from 'node:test';
import { redisPublisher, redisSubscriber } from '#shared/messaging/redis';
import { currentTrace, withTrace } from '#shared/observe/context';
import { openRedis } from '#shared/state/redis';
import { eventually } from '#test/harness/eventually';

const url = process.env.REDIS_URL || 'redis://127.0.0.1:1';
const skip = !process.env.REDIS_URL && 'needs Redis: npm test -- state';

describe('messages over Redis', { skip }, () => {
  const redis = openRedis(url);
  const open: { close(): Promise<void> }[] = [redis];
  after(async () => {
    for (const each of open) await each.close();
  });
  let channel: string;
  beforeEach(() => {
    channel = `test-${randomUUID()}`;
  });

  function publisher<Body>() {
    const send = redisPublisher<Body>(url, channel);
    open.push(send);
    return send;
  }
  async function subscriber(handle: (body: unknown) => Promise<unknown>) {
    const subscription = await redisSubscriber(url, channel, 'test', handle);
    open.push(subscription);
    return subscription;
  }
  /** Subscribes and collects what comes. */
  async function collector(): Promise<unknown[]> {
    const received: unknown[] = [];
    await subscriber(async (body) => received.push(body));
    return received;
  }

  it('reach every subscriber once, in the order in which they were sent', async () => {
    const both = [await collector(), await collector()];
    const send = publisher<unknown>();
    const bodies = [
      'text',
      'žluťoučký 𝒳',
      7,
      null,
      { list: [1, { deep: true }] },
      ...Array.from({ length: 100 }).keys(),
    ];
    for (const body of bodies) await send(body);
    for (const received of both) await eventually(() => assert.deepEqual(received, bodies));
  });

  it('stay on their channel', async () => {
    const received = await collector();
    channel += '-other';
    await publisher<string>()('for others');
    channel = channel.replace('-other', '');
    await publisher<string>()('for us');
    await eventually(() => assert.deepEqual(received, ['for us']));
  });

  it('carry the trace of the request that sent them', async () => {
    const traces: (string | undefined)[] = [];
    await subscriber(async () => traces.push(currentTrace()?.traceId));
    const send = publisher<string>();
    const traceId = await withTrace(undefined, async (trace) => {
      await send('in a trace');
      return trace.traceId;
    });
    await eventually(() => assert.deepEqual(traces, [traceId]));
  });

  it('are lost when nobody listens, which the sender does not learn', async () => {
    const send = publisher<string>();
    await send('early');
    const received = await collector();
    await send('late');
    await eventually(() => assert.deepEqual(received, ['late']));
  });

  it('are not delivered again when the receiver fails, and do not hold up the next', async () => {
    const received: unknown[] = [];
    await subscriber(async (body) => {
      received.push(body);
      if (body === 'bad') throw new Error('cannot handle this');
    });
    const send = publisher<string>();
    await send('bad');
    await redis.use((client) => client.publish(channel, 'no JSON'));
    await redis.use((client) => client.publish(channel, '"no envelope"'));
    await send('good');
    await eventually(() => assert.deepEqual(received, ['bad', 'good']));
  });

  it('are handled while others still are', async () => {
    const received: unknown[] = [];
    const slow = new EventEmitter();
    const subscription = await subscriber(async (body) => {
      if (body === 'slow') await once(slow, 'go on');
      received.push(body);
    });
    const send = publisher<string>();
    await send('slow');
    await send('quick');
    await eventually(() => assert.deepEqual(received, ['quick']));
    const closed = subscription.close();
    await send('after the end');
    slow.emit('go on');
    await closed;
    assert.deepEqual(received, ['quick', 'slow']);
  });

  it('come again after the connection was lost', async () => {
    const received = await collector();
    const send = publisher<number>();
    await send(1);
    await eventually(() => assert.deepEqual(received, [1]));
    await redis.use((client) => client.client('KILL', 'TYPE', 'PUBSUB'));
    await eventually(async () => {
      await send(2);
      assert.equal(received.at(-1), 2);
    });
  });
});

it('a message that Redis cannot take is unavailable to its sender', async () => {
  const send = redisPublisher<string>('redis://127.0.0.1:1', 'channel');
  await assert.rejects(send('x'), { kind: 'unavailable', message: 'message broker not available' });
  await send.close();
});
