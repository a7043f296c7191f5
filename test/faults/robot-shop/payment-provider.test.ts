import assert from 'node:assert/strict';
import { it } from 'node:test';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { Shopper } from '#test/robot-shop/client';
import { endlessStock, restock, stockOf } from '#test/robot-shop/stock';

const skip = withoutAddressOf('payment-provider');

describeForms('robot-shop', 'a payment provider that fails', { skip }, ({ request, url, services }) => {
  const pay = (id: string, cart: object) => request.post(`/api/payment/pay/${id}`).send(cart);
  const orderid = (response: { body: unknown }) => (response.body as { orderid: string }).orderid;
  const set = (settings: object) =>
    fetch(`${services['payment-provider']}/settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(settings),
    });

  it('gives its status, puts the products back, and sells when one tries again', async () => {
    const buyer = await Shopper.anonymous(url);
    await buyer.add('HPTD');
    const cart = await buyer.ship('de', 'ber');
    const before = await stockOf(request, 'HPTD');
    await set({ failurePercent: 100 });
    try {
      await pay(buyer.id, cart).expect(502, 'payment error');
      await pay(buyer.id, cart).expect(502, 'payment error');
      if (!endlessStock) assert.equal(await stockOf(request, 'HPTD'), before);
    } finally {
      await set({});
    }
    const id = orderid(await pay(buyer.id, cart).expect(200));
    if (!endlessStock) assert.equal(await stockOf(request, 'HPTD'), before - 1);
    await restock(request, id);
  });

  it('waits for the provider: the products are reserved, and nothing is answered before it answers', {
    skip: endlessStock,
  }, async () => {
    const buyer = await Shopper.anonymous(url);
    await buyer.add('EMM');
    const cart = await buyer.ship('de', 'ber');
    const before = await stockOf(request, 'EMM');
    await set({ latencyMs: 2000 });
    try {
      let answered = false;
      const paying = pay(buyer.id, cart)
        .expect(200)
        .then((response) => {
          answered = true;
          return orderid(response);
        });
      await eventually(async () => assert.equal(await stockOf(request, 'EMM'), before - 1));
      assert.equal(answered, false, 'the provider has not answered yet');
      await restock(request, await paying);
    } finally {
      await set({});
    }
  });

  it('takes no settings that make no sense', async () => {
    for (const settings of [{ latencyMs: -1 }, { failurePercent: 101 }, { speed: 1 }]) {
      assert.equal((await set(settings)).status, 400);
    }
  });
});
