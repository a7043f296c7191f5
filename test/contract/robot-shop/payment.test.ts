import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { atOnce, unique } from '#test/harness/many';
import { type Cart, readyToPay, Shopper } from '#test/robot-shop/client';
import { endlessStock, restock, stockOf } from '#test/robot-shop/stock';

describeForms('robot-shop', 'payment', ({ request, url }) => {
  const pay = (id: string, cart: object) => request.post(`/api/payment/pay/${id}`).send(cart);
  const orderid = (response: { body: unknown }) => (response.body as { orderid: string }).orderid;

  it('says that it is there', async () => {
    await request.get('/api/payment/health').expect(200, 'OK');
  });

  it('answers what its framework refuses with 500, and says what it was', async () => {
    await request.get('/api/payment/nosuch').expect(500, /^404 Not Found: The requested URL was not found/);
    await request
      .post('/api/payment/pay/x')
      .type('json')
      .send('{"x":')
      .expect(500, /^400 Bad Request: The browser \(or proxy\) sent a request/);
  });

  it('refuses what is no cart, has no shipping or costs nothing', async () => {
    const { shopper, cart } = await readyToPay(url);
    for (const body of [{}, { items: 'x' }, { items: [1] }, []]) await pay(shopper.id, body).expect(500);
    await request.post(`/api/payment/pay/${shopper.id}`).expect(500);
    const products = cart.items.filter(({ sku }) => sku !== 'SHIP');
    await pay(shopper.id, { ...cart, items: products }).expect(400, 'cart not valid');
    await pay(shopper.id, { ...cart, total: 0 }).expect(400, 'cart not valid');
    await pay(shopper.id, { items: cart.items }).expect(400, 'cart not valid');
    assert.deepEqual(await shopper.cart(), cart);
  });

  it('turns a cart into an order, takes the products out of stock and empties the cart', async () => {
    const { shopper, cart } = await readyToPay(url);
    const id = orderid(await pay(shopper.id, cart).expect(200));
    assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const { body } = await request.get(`/api/payment/order/${id}`).expect(200);
    assert.equal(body.user, shopper.id);
    assert.match(body.status, /^(paid|dispatched)$/);
    await request.get(`/api/cart/cart/${shopper.id}`).expect(404);
    await restock(request, id);
  });

  it('knows no order that nobody made', async () => {
    await request.get(`/api/payment/order/${unique('none')}`).expect(404, 'order not found');
  });

  it('makes one order of one cart, however often it is paid', async () => {
    const { shopper, cart } = await readyToPay(url);
    const first = orderid(await pay(shopper.id, cart).expect(200));
    for (let times = 0; times < 2; times++) {
      assert.equal(orderid(await pay(shopper.id, cart).expect(200)), first);
    }
    await restock(request, first);
  });

  it('makes one order of one cart that is paid several times at once', async () => {
    const { shopper, cart } = await readyToPay(url);
    const answers = await atOnce(5, () => pay(shopper.id, cart));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    const orders = new Set(answers.map(orderid));
    assert.equal(orders.size, 1);
    await restock(request, [...orders][0] ?? '');
  });

  it('makes two orders of two carts that are alike', async () => {
    const { shopper, cart } = await readyToPay(url);
    const first = orderid(await pay(shopper.id, cart).expect(200));
    const { cart: again } = await readyToPay(url, shopper);
    assert.deepEqual(again, cart);
    const second = orderid(await pay(shopper.id, again).expect(200));
    assert.notEqual(first, second);
    await Promise.all([restock(request, first), restock(request, second)]);
  });

  it('sells nothing but what the customer saw and the shop has stored', async () => {
    const { shopper, cart } = await readyToPay(url);
    const cheaper: Cart = { ...cart, total: cart.total - 1 };
    await pay(shopper.id, cheaper).expect(409, 'cart has changed');
    const [stan, ...rest] = cart.items;
    assert.ok(stan);
    await pay(shopper.id, { ...cart, items: [{ ...stan, qty: 2 }, ...rest] }).expect(409, 'cart has changed');
    await pay(shopper.id, { ...cart, items: [{ ...stan, price: 1 }, ...rest] }).expect(
      409,
      'cart has changed',
    );
    await shopper.add('STAN-1');
    await pay(shopper.id, cart).expect(409, 'cart has changed');
    await pay(unique('nobody'), cart).expect(404, 'cart not found');
  });

  it('keeps the order in the history of who is registered, once', async () => {
    const buyer = await Shopper.registered(url);
    const { cart } = await readyToPay(url, buyer);
    const id = orderid(await pay(buyer.id, cart).expect(200));
    await pay(buyer.id, cart).expect(200);
    assert.deepEqual(await buyer.history(), [id]);
    await restock(request, id);
  });

  it('counts what it sells, where one process lives long enough to be asked', async () => {
    const { shopper, cart } = await readyToPay(url);
    const id = orderid(await pay(shopper.id, cart).expect(200));
    const { text } = await request
      .get('/api/payment/metrics')
      .expect(200)
      .expect('content-type', /^text\/plain/);
    for (const line of [
      /^sold_count_total \d/m,
      /^units_sold_bucket\{le="5"\}/m,
      /^cart_value_bucket\{le="1000"\}/m,
    ]) {
      assert.match(text, line);
    }
    await restock(request, id);
  });

  it('sells no more than there is', { skip: endlessStock }, async () => {
    const buyer = await Shopper.anonymous(url);
    const { cart } = await readyToPay(url, buyer);
    const before = await stockOf(request, 'SHCE');
    await buyer.add('SHCE', before + 1);
    const tooMuch = await buyer.cart();
    assert.notDeepEqual(tooMuch, cart);
    await pay(buyer.id, tooMuch).expect(409, 'out of stock: SHCE');
    assert.equal(await stockOf(request, 'SHCE'), before);
    assert.deepEqual(await buyer.cart(), tooMuch, 'the cart is still there');
    await request.get(`/api/cart/update/${buyer.id}/SHCE/1`).expect(200);
    const id = orderid(await pay(buyer.id, await buyer.cart()).expect(200));
    assert.equal(await stockOf(request, 'SHCE'), before - 1);
    await restock(request, id);
  });
});
