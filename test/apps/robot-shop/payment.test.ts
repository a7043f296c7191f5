import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { claimedCart, fingerprint, linesToSend, orderKey } from '#apps/robot-shop/payment/validate';

const stan = { qty: 1, sku: 'STAN-1', name: 'Stan', price: 67, subtotal: 67 };
const ship = { qty: 1, sku: 'SHIP', name: 'shipping to Berlin', price: 5, subtotal: 5 };
const cart = { total: 72, tax: 12, items: [stan, ship] };

describe('a cart to be paid', () => {
  it('has items, shipping and a total', () => {
    assert.deepEqual(claimedCart(cart).items, cart.items);
    for (const body of [undefined, null, 5, {}, { items: 'abc' }, { items: [null] }]) {
      assert.throws(() => claimedCart(body), { status: 500 });
    }
    for (const body of [{ ...cart, total: 0 }, { items: cart.items }, { ...cart, items: [stan] }]) {
      assert.throws(() => claimedCart(body), { kind: 'invalid', message: 'cart not valid' });
    }
  });

  it('is the same in another order and with other names, not with other prices or quantities', () => {
    assert.equal(
      fingerprint({ total: 72, items: [ship, { ...stan, name: 'Stanley' } as object] }),
      fingerprint(cart),
    );
    for (const change of [{ price: 66 }, { qty: 2 }, { qty: '1' }, { sku: 'STAN-2' }]) {
      assert.notEqual(fingerprint({ ...cart, items: [{ ...stan, ...change }, ship] }), fingerprint(cart));
    }
    assert.notEqual(fingerprint({ ...cart, total: 71 }), fingerprint(cart));
  });

  it('has another key for another version or customer, and no two that only look alike', () => {
    assert.notEqual(orderKey('a', '"1"'), orderKey('a', '"2"'));
    assert.notEqual(orderKey('a', '"1"'), orderKey('b', '"1"'));
    assert.notEqual(orderKey('a","b', 'c'), orderKey('a', 'b","c'));
  });

  it('sends its products, not its shipping', () => {
    assert.deepEqual(linesToSend(cart), [{ sku: 'STAN-1', qty: 1, price: 67 }]);
  });
});
