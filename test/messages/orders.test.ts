import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '#test/harness/eventually';
import { type Shop, skip, startShop, ways } from './support.ts';

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
