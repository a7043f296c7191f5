import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { atOnce } from '#test/harness/many';
import { manyReadyToPay, readyToPay, Shopper } from '#test/robot-shop/client';
import { restock } from '#test/robot-shop/stock';
import { dispatchesOf, noStores } from '#test/robot-shop/stores';

describeForms('robot-shop', 'SubmitOrder', ({ form, request, url }) => {
  it('two shoppers register, search, add, ship and pay; both orders are dispatched and in their histories', async () => {
    const found = (await (await fetch(`${url}/api/catalogue/search/robots`)).json()) as { sku: string }[];
    assert.ok(found.length > 0, 'a search for robots finds some');
    const shoppers = [await Shopper.registered(url), await Shopper.registered(url)];
    await Promise.all(
      shoppers.map(async (shopper) => {
        await shopper.add('STAN-1', 2);
        await shopper.add('RMC');
        const cart = await shopper.ship('de', 'ber');
        assert.equal(cart.items.length, 3);
        const orderid = await shopper.pay(cart);
        await shopper.dispatched(orderid);
        assert.deepEqual(await shopper.history(), [orderid]);
      }),
    );
  });

  it('a product keeps its rating over both votes', async () => {
    const fetchRating = async () =>
      (await (await fetch(`${url}/api/ratings/api/fetch/HPTD`)).json()) as {
        avg_rating: number;
        rating_count: number;
      };
    const before = await fetchRating();
    for (const score of [5, 2]) {
      const response = await fetch(`${url}/api/ratings/api/rate/HPTD/${score}`, { method: 'PUT' });
      assert.equal(response.status, 200);
    }
    const after = await fetchRating();
    assert.equal(after.rating_count, before.rating_count + 2);
  });

  it('100 concurrent adds to one cart lose nothing', async () => {
    const shopper = await Shopper.anonymous(url);
    await atOnce(100, (i) => shopper.add(i % 2 === 0 ? 'STAN-1' : 'RMC'));
    const { items, total } = await shopper.cart();
    assert.deepEqual(
      items.map(({ qty }) => qty),
      [50, 50],
    );
    assert.equal(total, 50 * 67 + 50 * 42);
  });

  it('200 concurrent orders are all dispatched, none of them twice', { skip: noStores }, async () => {
    const ready = await manyReadyToPay(url, 200);
    const orderids = await Promise.all(ready.map(({ shopper, cart }) => shopper.pay(cart)));
    assert.equal(new Set(orderids).size, 200);
    await Promise.all(ready.map(({ shopper }, i) => shopper.dispatched(orderids[i] ?? '')));
    assert.deepEqual(await dispatchesOf(form, orderids), Array(200).fill(1), 'each has one effect');
    await Promise.all(orderids.map((orderid) => restock(request, orderid)));
  });

  it('the same payment sent five times at once makes one order', async () => {
    const { shopper, cart } = await readyToPay(url);
    const answers = await atOnce(5, () => shopper.tryToPay(cart));
    const orderids = new Set<string>();
    for (const answer of answers) {
      assert.equal(answer.status, 200, await answer.clone().text());
      orderids.add(((await answer.json()) as { orderid: string }).orderid);
    }
    assert.equal(orderids.size, 1);
  });
});
