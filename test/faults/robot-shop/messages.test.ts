import assert from 'node:assert/strict';
import { it } from 'node:test';
import { connect } from 'amqplib';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { killInstances } from '#test/harness/instances';
import { manyReadyToPay, readyToPay } from '#test/robot-shop/client';
import { restock } from '#test/robot-shop/stock';
import { dispatchesOf, noStores, orderOf } from '#test/robot-shop/stores';

const skip = noControl || noStores;
const { AMQP_URL } = process.env;
const noBroker = skip || (!AMQP_URL && 'the queues cannot be deleted: AMQP_URL does not name the broker');

async function deleteQueues(...queues: string[]): Promise<void> {
  const model = await connect(AMQP_URL ?? '');
  const channel = await model.createChannel();
  for (const queue of queues) await channel.deleteQueue(queue);
  await model.close();
}

describeForms('robot-shop', 'messages under faults', ({ form, request, url }) => {
  const crashDispatch = async (): Promise<void> => {
    if (form === 'microservice') await control.crash('service/robot-shop/microservice/dispatch');
    else assert.ok((await killInstances('robot-shop/dispatch')) > 0, 'an instance of dispatch was killed');
  };

  it('200 orders are all dispatched, none twice, though their receiver is killed in the middle', {
    skip,
  }, async () => {
    const ready = await manyReadyToPay(url, 200);
    const orderids = await Promise.all(
      ready.map(async ({ shopper, cart }, i) => {
        // Whoever gets an error tries again, as people do; that makes no second order.
        const orderid = await eventually(() => shopper.pay(cart), 30_000);
        if (i === 60 || i === 120) await crashDispatch();
        return orderid;
      }),
    );
    await Promise.all(ready.map(({ shopper }, i) => shopper.dispatched(orderids[i] ?? '', 60_000)));
    assert.deepEqual(await dispatchesOf(form, orderids), Array(200).fill(1), 'each has one effect');
    await Promise.all(orderids.map((orderid) => restock(request, orderid)));
  });

  if (form === 'microservice') {
    it('without the broker a payment fails clearly, and repeating it later makes the one order', {
      skip,
    }, async () => {
      const { shopper, cart } = await readyToPay(url);
      await control.stop('component/rabbitmq');
      try {
        const response = await shopper.tryToPay(cart);
        assert.equal(response.status, 500);
        assert.match(await response.text(), /broker/);
      } finally {
        await control.start('component/rabbitmq');
      }
      const orderid = await eventually(() => shopper.pay(cart), 20_000);
      await shopper.dispatched(orderid);
      assert.deepEqual(await dispatchesOf(form, [orderid]), [1]);
    });

    it('orders are dispatched and reported after somebody has deleted the queues', {
      skip: noBroker,
    }, async () => {
      await deleteQueues('orders', 'dispatched');
      const { shopper, cart } = await readyToPay(url);
      const orderid = await eventually(() => shopper.pay(cart), 20_000);
      await shopper.dispatched(orderid);
      assert.deepEqual(await dispatchesOf(form, [orderid]), [1]);
    });

    it('an order that no queue has taken is refused, and is dispatched also when nobody repeats it', {
      skip: noBroker,
    }, async () => {
      const { shopper, cart } = await readyToPay(url);
      await control.stop('service/robot-shop/microservice/dispatch');
      try {
        await deleteQueues('orders');
        const response = await shopper.tryToPay(cart);
        assert.equal(response.status, 500);
        assert.match(await response.text(), /broker had no queue/);
      } finally {
        await control.start('service/robot-shop/microservice/dispatch');
      }
      const orderid = await orderOf(form, shopper.id);
      await shopper.dispatched(orderid);
      assert.equal(await shopper.pay(cart), orderid, 'a repeat gets the same order');
      assert.deepEqual(await dispatchesOf(form, [orderid]), [1]);
    });
  } else {
    it('after the platform itself was killed it is back with its actions, and orders go on', {
      skip,
    }, async () => {
      const { shopper, cart } = await readyToPay(url);
      await control.crash('component/openwhisk');
      const orderid = await eventually(() => shopper.pay(cart), 30_000);
      await shopper.dispatched(orderid);
    });
  }
});
