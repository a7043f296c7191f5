import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addProduct,
  type Cart,
  emptyCart,
  merge,
  setQuantity,
  setShipping,
} from '#apps/robot-shop/cart/cart';
import { randomFrom } from '#test/harness/random';

const inCents = (euro: number): number => Math.round(euro * 100);

const stan = { sku: 'STAN-1', name: 'Stan', price: 67 };
const coin = { sku: 'COIN', name: 'Coin', price: 0.1 };

describe('the sums of a cart', () => {
  it('are those of the worked example of the original', () => {
    const cart = addProduct(emptyCart, stan, 1);
    assert.equal(cart.total, 67);
    assert.equal(cart.tax, 11.166666666666664);
    const shipped = setShipping(cart, 40.25, 'Berlin');
    assert.equal(shipped.total, 107.25);
    assert.equal(shipped.tax, 17.875);
  });

  it('are made of cents: ten times ten cents are one euro', () => {
    let cart = addProduct(emptyCart, coin, 3);
    assert.equal(cart.items[0]?.subtotal, 0.3);
    cart = addProduct(cart, { ...coin, sku: 'COIN-2' }, 7);
    assert.equal(cart.total, 1);
  });

  it('are the sums of lines in whole cents, whatever shipping costs and however carts are merged', (context) => {
    const start = Number(process.env.CART_SEED ?? Math.floor(Math.random() * 2 ** 32));
    context.diagnostic(`CART_SEED=${start}`);
    const random = randomFrom(start);
    const upTo = (limit: number): number => Math.floor(random() * limit);
    const draw = (): Cart => {
      const skus = Array.from({ length: upTo(5) }, () => `P${upTo(6)}`);
      const filled = skus.reduce(
        (cart, sku) => addProduct(cart, { sku, name: sku, price: upTo(100_000) / 100 }, 1 + upTo(20)),
        emptyCart,
      );
      return upTo(2) === 0 ? filled : setShipping(filled, upTo(1_000_000) / 10 ** upTo(5), 'Rome');
    };
    for (let drawn = 0; drawn < 2000; drawn += 1) {
      const one = draw();
      const changed = one.items.reduce((cart, { sku }) => setQuantity(cart, sku, upTo(4)), one);
      for (const cart of [one, changed, merge(one, draw())]) {
        const where = `CART_SEED=${start}: ${JSON.stringify(cart)}`;
        for (const { price, qty, subtotal } of cart.items)
          assert.equal(subtotal, inCents(price * qty) / 100, where);
        for (const { price } of cart.items) assert.equal(price, inCents(price) / 100, where);
        const total = cart.items.reduce((sum, { subtotal }) => sum + inCents(subtotal), 0);
        assert.equal(cart.total, total / 100, where);
        // As recorded, the tax is a sixth of the total and not rounded.
        assert.equal(cart.tax, cart.total - cart.total / 1.2, where);
      }
    }
  });
});

describe('the lines of a cart', () => {
  it('keep the price at which they were added first', () => {
    const cart = addProduct(addProduct(emptyCart, stan, 1), { ...stan, price: 99 }, 1);
    assert.deepEqual(cart.items, [{ ...stan, qty: 2, subtotal: 134 }]);
  });

  it('are not changed in the cart that was given', () => {
    const before = addProduct(emptyCart, stan, 1);
    const copy = structuredClone(before);
    setQuantity(before, 'STAN-1', 5);
    setShipping(before, 1, 'Rome');
    merge(before, before);
    assert.deepEqual(before, copy);
  });

  it('are merged by product, and the later shipping counts', () => {
    const from = setShipping(addProduct(emptyCart, stan, 2), 5, 'Rome');
    const into = setShipping(addProduct(addProduct(emptyCart, coin, 1), stan, 1), 9, 'Berlin');
    const { items, total } = merge(from, into);
    assert.deepEqual(
      items.map(({ sku, qty }) => [sku, qty]),
      [
        ['COIN', 1],
        ['STAN-1', 3],
        ['SHIP', 1],
      ],
    );
    assert.equal(items[2]?.name, 'shipping to Rome');
    assert.equal(total, 0.1 + 201 + 5);
  });

  it('cannot be changed when they are not there', () => {
    assert.throws(() => setQuantity(emptyCart, 'STAN-1', 1), { message: 'not in cart', kind: 'not-found' });
  });
});
