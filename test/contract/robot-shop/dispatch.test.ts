import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { connect } from 'amqplib';
import { MongoClient } from 'mongodb';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { atOnce } from '#test/harness/many';
import { readyToPay } from '#test/robot-shop/client';
import { restock } from '#test/robot-shop/stock';
import { dispatchesOf, noStores } from '#test/robot-shop/stores';

const { MONGO_URL, AMQP_URL } = process.env;

/** Writes a paid order that nobody was told of. */
async function forgottenOrder(form: Form): Promise<string> {
  const orderid = randomUUID();
  const client = new MongoClient(String(MONGO_URL));
  try {
    const orders = client.db(nameIn(form, 'orders')).collection<{ _id: string }>('orders');
    const paidAt = new Date(Date.now() - 60_000);
    await orders.insertOne({
      _id: orderid,
      key: orderid,
      user: 'forgotten',
      status: 'paid',
      at: paidAt,
      paidAt,
    } as {
      _id: string;
    });
    return orderid;
  } finally {
    await client.close();
  }
}

async function publish(messages: object[]): Promise<void> {
  const model = await connect(String(AMQP_URL));
  const channel = await model.createConfirmChannel();
  for (const message of messages)
    channel.publish('robot-shop', 'orders', Buffer.from(JSON.stringify(message)));
  await channel.waitForConfirms();
  await model.close();
}

describeForms('robot-shop', 'dispatch', ({ form, request, url }) => {
  it('dispatches a paid order soon, and once', { skip: noStores }, async () => {
    const { shopper, cart } = await readyToPay(url);
    const orderid = await shopper.pay(cart);
    await shopper.pay(cart);
    await shopper.dispatched(orderid);
    assert.deepEqual(await dispatchesOf(form, [orderid]), [1]);
    await restock(request, orderid);
  });

  it('dispatches many orders at once, each once', { skip: noStores }, async () => {
    const ready = await atOnce(10, () => readyToPay(url));
    const orderids = await Promise.all(ready.map(({ shopper, cart }) => shopper.pay(cart)));
    await Promise.all(ready.map(({ shopper }, index) => shopper.dispatched(orderids[index] ?? '')));
    assert.deepEqual(await dispatchesOf(form, orderids), Array(10).fill(1));
    await Promise.all(orderids.map((orderid) => restock(request, orderid)));
  });

  if (form === 'microservice') {
    const skip = noStores || (!AMQP_URL && 'AMQP_URL does not name the broker of the deployment');

    it('lets an order that is delivered three times have one effect', { skip }, async () => {
      const orderid = await forgottenOrder(form);
      await publish(Array.from({ length: 3 }, () => ({ orderid, user: 'x', cart: {} })));
      await eventually(async () => assert.deepEqual(await dispatchesOf(form, [orderid]), [1]));
    });

    it('is not stopped by a message that is no order', { skip }, async () => {
      const orderid = await forgottenOrder(form);
      await publish([{ nonsense: true }, { orderid, user: 'x', cart: {} }]);
      await eventually(async () => assert.deepEqual(await dispatchesOf(form, [orderid]), [1]));
    });
  } else {
    it('finds a paid order whose message was lost', { skip: noStores }, async () => {
      const orderid = await forgottenOrder(form);
      await eventually(async () => assert.deepEqual(await dispatchesOf(form, [orderid]), [1]), 30_000);
    });
  }
});
