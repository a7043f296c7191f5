import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { Kafka, logLevel } from 'kafkajs';
import type { PolicyEvent } from '#apps/lab-insurance/events';
import { jsonOf } from '#shared/http/client';
import { actionOf } from '#test/harness/actions';
import { noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { type DeployedForm, describeForms } from '#test/harness/forms';
import { ada, agentOf, consumers } from '#test/lab-insurance/client';
import { effectsOf, noStores, onceEach, withStore } from '#test/lab-insurance/stores';

const skip = (deployed: DeployedForm) => noControl || noStores(deployed);

describeForms('lab-insurance', 'events that come as they should not', { skip }, (deployed) => {
  const { form } = deployed;

  /** Brings events to all who follow them, past the sender. */
  const deliver = async (events: PolicyEvent[]): Promise<void> => {
    if (form === 'microservice') {
      const producer = new Kafka({
        brokers: [process.env.KAFKA_BROKERS ?? ''],
        logLevel: logLevel.NOTHING,
      }).producer();
      await producer.connect();
      for (const event of events)
        await producer.send({
          topic: event.type,
          messages: [{ key: event.key, value: JSON.stringify(event) }],
        });
      await producer.disconnect();
      return;
    }
    for (const event of events)
      for (const consumer of event.type === 'policy-registered' ? consumers : ['policy-search'])
        await actionOf(`lab-insurance/${consumer}-events`).invoke({ body: event });
  };
  const event = (type: PolicyEvent['type'], sequence: number, number: string): PolicyEvent => ({
    eventId: randomUUID(),
    type,
    key: number,
    sequence,
    occurredAt: new Date().toISOString(),
    policy: {
      number,
      from: sequence === 1 ? '2031-01-01' : '2031-02-01',
      to: '2031-12-31',
      policyHolder: `${ada.firstName} ${ada.lastName}`,
      productCode: 'TRI',
      totalPremium: 98,
      agentLogin: 'jimmy.solid',
      accountNumber: randomUUID(),
    },
  });

  it('a sale that is delivered three times has its effects once', async () => {
    const sale = event('policy-registered', 1, randomUUID());
    await deliver([sale, sale, sale]);
    // Something that comes later has arrived, so nothing of the earlier is still on its way.
    const later = event('policy-registered', 1, sale.key);
    const other = { ...later, eventId: randomUUID(), key: randomUUID() };
    other.policy = { ...later.policy, number: other.key };
    await deliver([other]);
    await eventually(
      async () => assert.deepEqual(await effectsOf(deployed, [sale.key, other.key]), [onceEach, onceEach]),
      30_000,
    );
  });

  it('an end that arrives before the sale it ends is not undone by it', async () => {
    const number = randomUUID();
    await deliver([event('policy-terminated', 2, number)]);
    await eventually(
      async () => assert.equal((await effectsOf(deployed, [number]))[0]?.['policy-search'], 1),
      30_000,
    );
    await deliver([event('policy-registered', 1, number)]);
    await eventually(async () => assert.deepEqual(await effectsOf(deployed, [number]), [onceEach]), 30_000);
    const row = await withStore(deployed, 'policy-search', (store) =>
      store.first<{ date_from: string }>('select date_from from policy_view where number = $1', [number]),
    );
    assert.equal(row?.date_from, '2031-02-01');
  });

  it('an event that can never be handled is set aside for an operator, and is not tried for ever', async () => {
    const number = randomUUID();
    const poison = {
      ...event('policy-registered', 1, number),
      policy: { number, from: 7 },
    } as unknown as PolicyEvent;
    const admin = await agentOf(deployed, 'admin', 'admin');
    const unreadable = async () => {
      const { deadLetters } = jsonOf(await admin.send('GET', '/api/events/dead')) as {
        deadLetters: { consumer: string; type: string; eventId: string }[];
      };
      return deadLetters.filter(({ type }) => type === 'unreadable');
    };
    const known = new Set((await unreadable()).map(({ eventId }) => eventId));
    if (form === 'microservice') await deliver([poison]);
    else
      for (const consumer of consumers)
        await actionOf(`lab-insurance/${consumer}-events`).invoke({ body: poison });
    const setAside = async () => (await unreadable()).filter(({ eventId }) => !known.has(eventId));
    const byAll = [...consumers].sort();
    await eventually(async () => {
      assert.deepEqual((await setAside()).map(({ consumer }) => consumer).sort(), byAll);
    }, 30_000);
    for (const { consumer, eventId } of await setAside()) {
      const { status, text } = await admin.send('POST', `/api/events/dead/${consumer}/${eventId}/replay`, {});
      assert.deepEqual([status, JSON.parse(text).code], [500, 'INTERNAL'], 'it still cannot be handled');
    }
    assert.deepEqual((await setAside()).map(({ consumer }) => consumer).sort(), byAll, 'and stays set aside');
    const agent = await agentOf(deployed);
    assert.equal((await agent.send('GET', '/api/events/dead')).status, 403);
  });
});
