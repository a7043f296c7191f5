// Robot Shop's orders as messages to an action, in both ways: what each guarantees, and what the README says of them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '#test/harness/eventually';
import { readTable } from './readme-table.ts';
import { type Shop, skip, startShop, type Way, ways } from './support.ts';

const table = readTable('| | `invokeInstead` | `invokeOnPublish` |', ways);

const never = 3_600_000;

describe('orders as messages to an action', { skip }, () => {
  let shop: Shop;
  before(async () => {
    shop = await startShop();
  });
  after(() => shop.close());

  for (const way of ways) {
    it(`${way}: each of 60 orders has its effect once, though instances and feeds die in the middle`, async () => {
      // Only where no broker delivers again is an overlooked order looked for.
      await shop.deploy(way === 'invokeInstead' ? 1500 : never);
      const send = await shop.sender(way);
      let feed = way === 'invokeOnPublish' ? shop.feed('own') : undefined;
      const orders = await shop.paid(60);
      const dispatched = async () => (await shop.effects(orders)).filter((times) => times > 0).length;

      assert.deepEqual(await send(orders.slice(0, 30)), Array(30).fill(null));
      await eventually(async () => assert.ok((await shop.killInstances()) > 0), 20_000);
      assert.deepEqual(await send(orders.slice(30)), Array(30).fill(null));
      await eventually(async () => assert.ok((await dispatched()) > 5), 30_000);
      await shop.killInstances();
      if (feed !== undefined) {
        feed.kill('SIGKILL');
        feed = shop.feed('own');
      }

      await eventually(async () => assert.equal(await dispatched(), 60), 90_000);
      if (way === 'invokeOnPublish') {
        await eventually(async () => assert.equal(await shop.waiting('orders'), 0), 30_000);
      }
      assert.deepEqual(await shop.effects(orders), Array(60).fill(1));
      feed?.kill('SIGKILL');
    });
  }
});

const yes = (value: boolean): string => (value ? 'yes' : 'no');

/** Each row that says yes or no, as something that is tried out. */
const rows: Record<string, (shop: Shop, way: Way) => Promise<string>> = {
  'a message whose receiver died is delivered again': async (shop, way) => {
    const send = await shop.sender(way);
    const orders = await shop.paid(1);
    await send(orders);
    await eventually(async () => {
      const isWorking = (await shop.instances()).some(({ running }) => running > 0);
      assert.ok(isWorking);
      await shop.killInstances();
    }, 20_000);
    return again(shop, way, orders);
  },
  'a message can be sent while the platform is away': async (shop, way) => {
    const send = await shop.sender(way);
    await shop.ow.actions.delete({ name: 'robot-shop/dispatch' });
    const [error] = await send(await shop.paid(1));
    await shop.deploy(never);
    return yes(error === null);
  },
  'a message that always fails is set aside': async (shop, way) => {
    const send = await shop.sender(way);
    const before = await shop.waiting('orders.dead');
    await send([{ orderid: 7 } as never]);
    if (way === 'invokeInstead') {
      await eventually(async () => assert.ok((await failures(shop)) > 0), 20_000);
      return yes((await shop.waiting('orders.dead')) > before);
    }
    await eventually(async () => assert.equal(await shop.waiting('orders.dead'), before + 1), 30_000);
    return 'yes';
  },
  'many messages wait their turn': async (shop, way) => {
    const send = await shop.sender(way);
    const orders = await shop.paid(40);
    let most = 0;
    const sending = send(orders);
    await eventually(async () => {
      const running = (await shop.instances()).map((instance) => instance.running);
      most = Math.max(most, ...running, 0);
      assert.equal((await shop.effects(orders)).filter((times) => times > 0).length, 40);
    }, 60_000);
    await sending;
    // The impatient feed of this test invokes three at once.
    return yes(most <= 3);
  },
};

/** Whether an order is dispatched after all, known once there is nothing more that could happen. */
async function again(shop: Shop, way: Way, orders: Parameters<Shop['effects']>[0]): Promise<string> {
  const isDone = async () => (await shop.effects(orders))[0] === 1;
  return eventually(async () => {
    if (await isDone()) return 'yes';
    assert.notEqual(way, 'invokeOnPublish', 'the feed tries again');
    assert.ok((await failures(shop)) > 0 && (await shop.waiting('orders')) === 0);
    return 'no';
  }, 30_000);
}

/** Activations of dispatch that have failed, timers left out. */
async function failures(shop: Shop): Promise<number> {
  const list = (await shop.ow.activations.list({ limit: 50 })) as unknown as {
    name: string;
    statusCode: number;
  }[];
  return list.filter(({ name, statusCode }) => name === 'dispatch' && statusCode !== 0).length;
}

describe('the table of costs and losses', { skip }, () => {
  for (const way of ways) {
    describe(way, () => {
      let shop: Shop;
      before(async () => {
        shop = await startShop();
        await shop.deploy(never);
        if (way === 'invokeOnPublish') shop.feed('impatient');
      });
      after(() => shop.close());
      for (const [row, tried] of Object.entries(rows)) {
        it(row, async () => assert.equal(await tried(shop, way), table.get(row)?.[way], row));
      }
    });
  }
});

it('the table has no row that nobody tries', () => {
  assert.deepEqual([...table.keys()].sort(), Object.keys(rows).sort());
});
