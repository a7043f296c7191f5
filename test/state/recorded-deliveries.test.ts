// Deliveries of posts into home timelines that home-timeline has recorded, when some of them fail.
import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import type { Delivery } from '#apps/social-network/home-timeline/delivery';
import { unavailable } from '#shared/errors';

const { REDIS_URL } = process.env;
const skip = !REDIS_URL && 'needs Redis: npm test -- state';
/** A database of Redis that no application uses. */
const ownDatabase = 15;

describe('recorded deliveries', { skip }, async () => {
  process.env.REDIS_URL = `${(REDIS_URL ?? 'redis://127.0.0.1:1').replace(/\/\d*$/, '')}/${ownDatabase}`;
  const { recordAndSend, deliverRecorded, deliverOverdue } = await import(
    '#apps/social-network/home-timeline/recorded-deliveries'
  );
  const { redis } = await import('#apps/social-network/home-timeline/timelines');

  const delivery = (post: number): Delivery => ({
    req_id: 2n ** 62n,
    post_id: BigInt(post),
    user_id: -1n,
    timestamp: 1_700_000_000_000n,
    user_mentions_id: [7n],
  });
  const record = (post: number, send = async (_text: string): Promise<void> => undefined): Promise<void> =>
    recordAndSend(send)(delivery(post));
  const waiting = (): Promise<number> => redis.use((client) => client.zcard('deliveries'));
  /** Lets a time pass by moving the records into the past. */
  const pass = (ms: number): Promise<void> =>
    redis.use(async (client) => {
      for (const text of await client.zrange('deliveries', 0, '-1'))
        await client.zincrby('deliveries', -ms, text);
    });

  beforeEach(() => redis.use((client) => client.flushdb()));
  after(async () => {
    await redis.use((client) => client.flushdb());
    await redis.close();
  });

  it('are made once by the receiver to which they are sent', async () => {
    const made: Delivery[] = [];
    const receive = deliverRecorded(async (each) => void made.push(each));
    await record(1, async (text) => void (await receive(text)));
    assert.deepEqual(made, [delivery(1)]);
    assert.equal(await waiting(), 0);
  });

  it('are left to a sweep when they cannot be sent, and are overdue after a while', async () => {
    const made: bigint[] = [];
    const deliver = async ({ post_id }: Delivery) => void made.push(post_id);
    await record(1, async () => {
      throw unavailable('no platform');
    });
    assert.deepEqual(await deliverOverdue(deliver), { delivered: 0 });
    await pass(6000);
    assert.deepEqual(await deliverOverdue(deliver), { delivered: 1 });
    assert.deepEqual(made, [1n]);
    assert.equal(await waiting(), 0);
  });

  it('that always fail do not hold up the others', async () => {
    const failing = 250;
    for (let post = 1; post <= failing; post += 1) await record(post);
    await pass(1000);
    await record(failing + 1);
    await pass(6000);
    const tried = new Set<bigint>();
    const deliver = async ({ post_id }: Delivery) => {
      tried.add(post_id);
      if (post_id <= failing) throw unavailable('the social graph is away');
    };
    for (let sweep = 1; sweep <= 3; sweep += 1) {
      await deliverOverdue(deliver).catch(() => undefined);
      await pass(1000);
    }
    assert.equal(tried.size, failing + 1);
    assert.equal(await waiting(), failing);
  });

  it('that fail make a sweep fail, after it has made the others, and are made later', async () => {
    for (let post = 1; post <= 3; post += 1) await record(post);
    await pass(6000);
    const away = async ({ post_id }: Delivery) => {
      if (post_id === 2n) throw unavailable('the social graph is away');
    };
    await assert.rejects(deliverOverdue(away), { message: 'the social graph is away' });
    assert.equal(await waiting(), 1);
    await pass(6000);
    assert.deepEqual(await deliverOverdue(async () => undefined), { delivered: 1 });
  });

  it('are refused when they are none', async () => {
    const receive = deliverRecorded(async () => assert.fail('delivered'));
    for (const message of [undefined, 7, {}, 'no JSON', '{}', '{"req_id":1}', 'null'])
      await assert.rejects(receive(message), { kind: 'invalid' }, JSON.stringify(message));
  });

  it('that nobody can read hold up no others, and are no mistake of a caller', async () => {
    await redis.use((client) => client.zadd('deliveries', '0', 'no JSON'));
    await record(1);
    await pass(6000);
    await assert.rejects(
      deliverOverdue(async () => undefined),
      (error) => error instanceof Error && !('kind' in error) && error.message.startsWith('cannot read'),
    );
    assert.equal(await waiting(), 1);
  });
});
