import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { atOnce, unique } from '#test/harness/many';
import type { Cart } from '#test/robot-shop/client';

describeForms('robot-shop', 'cart', ({ request }) => {
  const at = (path: string) => `/api/cart/${path}`;
  const add = async (id: string, sku: string, qty: number | string = 1) =>
    (await request.get(at(`add/${id}/${sku}/${qty}`)).expect(200)).body as Cart;
  const read = async (id: string) => (await request.get(at(`cart/${id}`)).expect(200)).body as Cart;

  it('says that its store answers', async () => {
    await request.get(at('health')).expect(200, { app: 'OK', redis: true });
  });

  it('answers 404 for a cart that nobody filled', async () => {
    const id = unique('nobody');
    for (const path of [`cart/${id}`, `rename/${id}/other`, `update/${id}/STAN-1/1`]) {
      await request.get(at(path)).expect(404, 'cart not found');
    }
    await request.delete(at(`cart/${id}`)).expect(404, 'cart not found');
  });

  it('answers an empty cart instead, if asked to', async () => {
    const id = unique('nobody');
    await request.get(at(`cart/${id}?missing=empty`)).expect(200, { total: 0, tax: 0, items: [] });
    await request.get(at(`cart/${id}?missing=other`)).expect(404, 'cart not found');
    const filled = await add(id, 'STAN-1', 1);
    await request.get(at(`cart/${id}?missing=empty`)).expect(200, filled);
  });

  it('adds products with their sums and the tax that is in them', async () => {
    const id = unique('cart');
    await request.get(at(`add/${id}/STAN-1/1`)).expect(200, {
      total: 67,
      tax: 11.166666666666664,
      items: [{ qty: 1, sku: 'STAN-1', name: 'Stan', price: 67, subtotal: 67 }],
    });
    const { total, items } = await add(id, 'STAN-1', 2);
    assert.equal(total, 201);
    assert.deepEqual(
      items.map(({ qty }) => qty),
      [3],
    );
  });

  it('reads as much of a quantity as is a number', async () => {
    const id = unique('cart');
    assert.equal((await add(id, 'STAN-1', '3abc')).items[0]?.qty, 3);
    for (const text of ['abc', 'NaN', 'Infinity', '%20', '9'.repeat(30)]) {
      await request.get(at(`add/${id}/STAN-1/${text}`)).expect(400, 'quantity must be a number');
    }
    for (const text of ['0', '-1', '0.9']) {
      await request.get(at(`add/${id}/STAN-1/${text}`)).expect(400, 'quantity has to be greater than zero');
    }
  });

  it('adds neither unknown products nor such as are out of stock', async () => {
    await request.get(at(`add/${unique('cart')}/none/1`)).expect(404, 'product not found');
    await request.get(at(`add/${unique('cart')}/Ewooid/1`)).expect(404, 'out of stock');
  });

  it('sets quantities, and removes a line by 0', async () => {
    const id = unique('cart');
    await add(id, 'STAN-1');
    const { body } = await request.get(at(`update/${id}/STAN-1/5`)).expect(200);
    assert.equal(body.total, 335);
    await request.get(at(`update/${id}/STAN-1/-1`)).expect(400, 'negative quantity not allowed');
    await request.get(at(`update/${id}/STAN-1/x`)).expect(400, 'quantity must be a number');
    await request.get(at(`update/${id}/RED/1`)).expect(404, 'not in cart');
    await request.get(at(`update/${id}/STAN-1/0`)).expect(200, { total: 0, tax: 0, items: [] });
  });

  it('takes changes also by the methods that are meant for them', async () => {
    const id = unique('cart');
    await request.post(at(`add/${id}/STAN-1/2`)).expect(200);
    const { body } = await request.put(at(`update/${id}/STAN-1/3`)).expect(200);
    assert.equal(body.total, 201);
    await request.post(at(`rename/${id}/${id}-2`)).expect(200);
    await request.delete(at(`cart/${id}/STAN-1`)).expect(200, { total: 0, tax: 0, items: [] });
    await request.delete(at(`cart/${id}/STAN-1`)).expect(404, 'not in cart');
    assert.equal((await read(`${id}-2`)).total, 201);
  });

  it('loses no product that is added at the same time as others', async () => {
    const id = unique('cart');
    await atOnce(20, (index) => add(id, index % 2 === 0 ? 'STAN-1' : 'RED'));
    const { items, total } = await read(id);
    assert.deepEqual(Object.fromEntries(items.map(({ sku, qty }) => [sku, qty])), { 'STAN-1': 10, RED: 10 });
    assert.equal(total, 7670);
  });

  it('gives a cart another name, and keeps the old one readable', async () => {
    const from = unique('cart');
    const cart = await add(from, 'STAN-1', 2);
    await request.get(at(`rename/${from}/${from}-user`)).expect(200, cart);
    assert.deepEqual(await read(from), cart);
    assert.deepEqual(await read(`${from}-user`), cart);
    await request.get(at(`rename/${from}/${from}`)).expect(200, cart);
  });

  it('merges a cart into the one that has the name, once', async () => {
    const [from, to] = [unique('cart'), unique('cart')];
    await add(from, 'STAN-1', 2);
    await add(from, 'RED');
    await add(to, 'STAN-1');
    for (let times = 0; times < 2; times++) {
      const { body } = await request.get(at(`rename/${from}/${to}`)).expect(200);
      assert.equal(body.total, 3 * 67 + 700);
    }
    assert.equal((await read(to)).items.length, 2);
  });

  it('tells the version of a cart, and deletes with If-Match only that one', async () => {
    const id = unique('cart');
    await add(id, 'STAN-1');
    const { headers } = await request.get(at(`cart/${id}`)).expect(200);
    await add(id, 'RED');
    const { headers: later } = await request.get(at(`cart/${id}`)).expect(200);
    assert.notEqual(headers.etag, later.etag);
    await request
      .delete(at(`cart/${id}`))
      .set('If-Match', String(headers.etag))
      .expect(412, 'cart has changed');
    await request
      .delete(at(`cart/${id}`))
      .set('If-Match', String(later.etag))
      .expect(200, 'OK');
    await request.delete(at(`cart/${id}`)).expect(404);
  });

  it('has one line for shipping, of which the last one counts', async () => {
    const id = unique('cart');
    await add(id, 'STAN-1');
    await request
      .post(at(`shipping/${id}`))
      .send({ distance: 1, cost: 5, location: 'Rome' })
      .expect(200);
    await request
      .post(at(`shipping/${id}`))
      .send({ distance: 1, cost: 40.25, location: 'Berlin' })
      .expect(200, {
        total: 107.25,
        tax: 17.875,
        items: [
          { qty: 1, sku: 'STAN-1', name: 'Stan', price: 67, subtotal: 67 },
          { qty: 1, sku: 'SHIP', name: 'shipping to Berlin', price: 40.25, subtotal: 40.25 },
        ],
      });
    const { body } = await request.get(at(`update/${id}/SHIP/0`)).expect(200);
    assert.equal(body.total, 67);
  });

  it('rounds what shipping costs to cents, in the line as in the total', async () => {
    const id = unique('cart');
    await add(id, 'STAN-1');
    for (const [cost, price] of [
      [5.126, 5.13],
      [0.004, 0],
    ]) {
      const sent = { distance: 1, cost, location: 'Rome' };
      const { body } = await request
        .post(at(`shipping/${id}`))
        .send(sent)
        .expect(200);
      assert.deepEqual(body.items[1], {
        qty: 1,
        sku: 'SHIP',
        name: 'shipping to Rome',
        price,
        subtotal: price,
      });
      assert.equal(body.total, 67 + (price ?? 0));
    }
  });

  it('believes no shipping that cannot be', async () => {
    const id = unique('cart');
    await add(id, 'STAN-1');
    const shipping = { distance: 1, cost: 5, location: 'Rome' };
    const wrong = [
      { cost: -1 },
      { cost: '5' },
      { distance: -1 },
      { distance: null },
      { location: ' ' },
      { location: 7 },
    ];
    for (const part of wrong) {
      await request
        .post(at(`shipping/${id}`))
        .send({ ...shipping, ...part })
        .expect(400, /^shipping data wrong/);
    }
    await request
      .post(at(`shipping/${id}`))
      .send({ distance: 1 })
      .expect(400, 'shipping data missing');
    await request.post(at(`shipping/${id}`)).expect(400, 'shipping data missing');
    await request
      .post(at(`shipping/${unique('nobody')}`))
      .send(shipping)
      .expect(404, 'cart not found');
    assert.equal((await read(id)).total, 67);
  });

  it('keeps carts apart from the counter of anonymous ids', async () => {
    await add('anonymous-counter', 'STAN-1');
    await request.delete(at('cart/anonymous-counter'));
    await request.get('/api/user/uniqueid').expect(200);
  });

  it('counts what is added', async () => {
    await add(unique('cart'), 'STAN-1');
    const { text } = await request
      .get(at('metrics'))
      .expect(200)
      .expect('content-type', /^text\/plain/);
    assert.match(text, /^items_added \d+$/m);
  });
});
