import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { readyToPay, Shopper } from '#test/robot-shop/client';

/** What of the shop needs which component, as one request. */
const needs = [
  { component: 'redis', path: '/api/cart/add/fault-tester/STAN-1/1' },
  { component: 'mongodb', path: '/api/catalogue/products' },
  { component: 'mysql', path: '/api/shipping/codes' },
];

describeForms('robot-shop', 'stores that stop', ({ url }) => {
  for (const { component, path } of needs) {
    describe(component, { skip: noControl }, () => {
      it('while it is away requests get a clear error, and work again when it is back', async () => {
        await control.stop(`component/${component}`);
        try {
          // Without an answer in this time the shopper would have gone.
          const response = await fetch(url + path, { signal: AbortSignal.timeout(20_000) });
          const text = await response.text();
          assert.ok(response.status >= 500, `status ${response.status}`);
          assert.match(text, /not available|did not answer|Server Error|Timeout/);
        } finally {
          await control.start(`component/${component}`);
        }
        await eventually(async () => assert.equal((await fetch(url + path)).status, 200), 15_000);
      });

      it('nothing that was acknowledged before is lost', async () => {
        const buyer = await Shopper.registered(url);
        const { cart } = await readyToPay(url, buyer);
        const orderid = await buyer.pay(cart);
        const other = await Shopper.anonymous(url);
        await other.add('STAN-1', 3);
        await control.stop(`component/${component}`);
        await control.start(`component/${component}`);
        await eventually(async () => assert.deepEqual(await buyer.history(), [orderid]), 15_000);
        await eventually(async () => assert.equal((await other.cart()).items[0]?.qty, 3), 15_000);
        await buyer.dispatched(orderid);
        const { shopper, cart: next } = await readyToPay(url);
        await shopper.dispatched(await shopper.pay(next));
      });
    });
  }
});
