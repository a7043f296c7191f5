import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, it } from 'node:test';
import { type Document, MongoClient } from 'mongodb';
import { fingerprint, orderKey } from '#apps/robot-shop/payment/validate';
import { nameIn } from '#shared/app/needs';
import { describeForms } from '#test/harness/forms';
import { unique } from '#test/harness/many';
import { type Cart, readyToPay, Shopper } from '#test/robot-shop/client';
import { endlessStock, restock, stockOf } from '#test/robot-shop/stock';
import { noStores } from '#test/robot-shop/stores';

const { MONGO_URL } = process.env;
const skip = noStores;

/** What somebody leaves behind who dies in the middle of a payment, written into the store itself. */
describeForms('robot-shop', 'payments that broke off', ({ form, request, url }) => {
  const client = new MongoClient(MONGO_URL ?? 'mongodb://127.0.0.1:1');
  const collection = (db: string, name: string) =>
    client.db(nameIn(form, db)).collection<Document & { _id: unknown }>(name);
  after(() => client.close());

  const leaveOrder = async (shopper: Shopper, cart: Cart, status: string): Promise<string> => {
    const { headers } = await request.get(`/api/cart/cart/${shopper.id}`).expect(200);
    const version = String(headers.etag);
    const at = new Date();
    await collection('orders', 'orders').insertOne({
      _id: randomUUID(),
      key: orderKey(shopper.id, version),
      user: shopper.id,
      registered: !shopper.id.startsWith('anonymous'),
      cart,
      version,
      fingerprint: fingerprint(cart),
      status,
      at,
      ...(status === 'accepted' ? {} : { paidAt: at }),
    });
    const left = await collection('orders', 'orders').findOne({ key: orderKey(shopper.id, version) });
    return String(left?._id);
  };

  it('go on with the order that was accepted', { skip }, async () => {
    const buyer = await Shopper.anonymous(url);
    await buyer.add('RMC', 2);
    const cart = await buyer.ship('de', 'ber');
    const orderid = await leaveOrder(buyer, cart, 'accepted');
    const before = await stockOf(request, 'RMC');
    assert.equal(await buyer.pay(cart), orderid);
    assert.equal(await stockOf(request, 'RMC'), endlessStock ? before : before - 2);
    await buyer.dispatched(orderid);
    await restock(request, orderid);
  });

  it('end with the order that was paid: it is dispatched, in the history, and the cart is gone', {
    skip,
  }, async () => {
    const buyer = await Shopper.registered(url);
    const { cart } = await readyToPay(url, buyer);
    const orderid = await leaveOrder(buyer, cart, 'paid');
    assert.equal(await buyer.pay(cart), orderid);
    await buyer.dispatched(orderid);
    assert.deepEqual(await buyer.history(), [orderid]);
    await request.get(`/api/cart/cart/${buyer.id}`).expect(404);
  });

  it('end so also when the cart was gone already', { skip }, async () => {
    const buyer = await Shopper.registered(url);
    const { cart } = await readyToPay(url, buyer);
    const orderid = await leaveOrder(buyer, cart, 'paid');
    await request.delete(`/api/cart/cart/${buyer.id}`).expect(200);
    assert.equal(await buyer.pay(cart), orderid);
    await buyer.dispatched(orderid);
    assert.deepEqual(await buyer.history(), [orderid]);
  });

  it('begin anew when the payment provider had refused', { skip }, async () => {
    const { shopper, cart } = await readyToPay(url);
    const withdrawn = await leaveOrder(shopper, cart, 'withdrawn');
    await request.get(`/api/payment/order/${withdrawn}`).expect(404);
    const orderid = await shopper.pay(cart);
    assert.notEqual(orderid, withdrawn);
    await restock(request, orderid);
  });

  const lines = [
    { sku: 'HPTD', qty: 2, price: 1200 },
    { sku: 'RED', qty: 1, price: 700 },
  ];
  /** One of two products is taken already, and the request that took it is dead. */
  const leaveReservation = async (): Promise<string> => {
    const orderid = unique('order');
    const reservation = { _id: orderid, state: 'taking', items: lines, leaseUntil: Date.now() - 1 };
    await collection('catalogue', 'reservations').insertOne(reservation);
    await collection('catalogue', 'products').updateOne(
      { sku: 'HPTD' },
      { $inc: { instock: -2 }, $push: { holds: orderid } as never },
    );
    return orderid;
  };

  it('take what was not yet taken out of stock, and nothing twice', {
    skip: skip || endlessStock,
  }, async () => {
    const before = await stockOf(request, 'HPTD');
    const orderid = await leaveReservation();
    await request.post('/api/catalogue/reserve').send({ orderid, items: lines }).expect(200);
    assert.equal(await stockOf(request, 'HPTD'), before - 2);
    await restock(request, orderid);
    assert.equal(await stockOf(request, 'HPTD'), before);
  });

  it('put back what was taken, and no more', { skip: skip || endlessStock }, async () => {
    const before = [await stockOf(request, 'HPTD'), await stockOf(request, 'RED')];
    const orderid = await leaveReservation();
    await restock(request, orderid);
    await restock(request, orderid);
    assert.deepEqual([await stockOf(request, 'HPTD'), await stockOf(request, 'RED')], before);
    await request.post('/api/catalogue/reserve').send({ orderid, items: lines }).expect(409);
  });
});
