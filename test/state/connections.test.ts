import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { isKind } from '#shared/errors';
import { type Wait, withTrace } from '#shared/observe/context';
import { openRedis } from '#shared/state/redis';
import type { Store } from '#shared/state/store';
import { eventually } from '#test/harness/eventually';

const { REDIS_URL } = process.env;
const given = process.env.CONNECTIONS;

describe('connections to a store', { skip: !REDIS_URL && 'needs Redis: npm test -- state' }, () => {
  let watching: Redis;
  const stores: Store<Redis>[] = [];

  before(() => {
    watching = new Redis(REDIS_URL ?? '');
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    if (given === undefined) delete process.env.CONNECTIONS;
    else process.env.CONNECTIONS = given;
  });
  after(() => watching.disconnect());

  function open(mode: string, url = REDIS_URL ?? ''): Store<Redis> {
    process.env.CONNECTIONS = mode;
    const store = openRedis(url);
    stores.push(store);
    return store;
  }

  async function accepted(): Promise<number> {
    const info = await watching.info('stats');
    return Number(/total_connections_received:(\d+)/.exec(info)?.[1]);
  }

  /** What a request waits for that asks the store once. */
  const waits = (store: Store<Redis>): Promise<Wait[]> =>
    withTrace(undefined, async (trace) => {
      assert.equal(await store.use((redis) => redis.echo('here')), 'here');
      return trace.waits.map(({ kind }) => kind);
    });

  it('are there before the first request: at-start', async () => {
    const before = await accepted();
    const store = open('at-start');
    await eventually(async () => assert.equal(await accepted(), before + 1));
    await store.isHealthy();
    assert.deepEqual(await waits(store), ['store']);
    assert.equal(await accepted(), before + 1);
  });

  it('are what the first request waits for, and no later one: lazy', async () => {
    const before = await accepted();
    const store = open('lazy');
    assert.equal(await accepted(), before);
    assert.deepEqual(await waits(store), ['init', 'store']);
    assert.deepEqual(await waits(store), ['store']);
    assert.equal(await accepted(), before + 1);
  });

  it('are what every request waits for, and closed after it: per-request', async () => {
    const before = await accepted();
    const store = open('per-request');
    for (let i = 0; i < 3; i += 1) assert.deepEqual(await waits(store), ['init', 'store']);
    assert.equal(await accepted(), before + 3);
    await store.close();
    const clients = async () => /connected_clients:(\d+)/.exec(await watching.info('clients'))?.[1];
    const atRest = await clients();
    await waits(store);
    await store.close();
    await eventually(async () => assert.equal(await clients(), atRest));
  });

  for (const mode of ['at-start', 'lazy', 'per-request'])
    it(`that cannot be made are a declared error, and no crash: ${mode}`, async () => {
      const store = open(mode, 'redis://127.0.0.1:1');
      const refused = (error: unknown) => isKind(error, 'unavailable');
      for (let i = 0; i < 2; i += 1) await assert.rejects(() => store.use((redis) => redis.ping()), refused);
    });

  it('take no other word', () => {
    assert.throws(() => open('sometimes'), /CONNECTIONS: must be one of at-start, lazy, per-request/);
  });
});
