import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { Kafka, logLevel } from 'kafkajs';
import { addDays, today } from '#apps/lab-insurance/dates';
import type { PolicyEvent } from '#apps/lab-insurance/events';
import { jsonOf } from '#shared/http/client';
import { invokeAndWait } from '#shared/invoke/invoke';
import { type Agent, ada, agentOf, consumers, effectsOf, onceEach, storeOf } from '#test/harness/agent';
import { crash, takeAway } from '#test/harness/break';
import { control } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { describePortals } from '#test/harness/portal';

const sales = 100;
const atOnce = 5;
const skip = control === undefined && 'the deployment is not ours to break';

describePortals('lab-insurance, sales when things fail', (portal) => {
  const { form } = portal;

  /** An agent whose every step is tried again until it succeeds, as people do; a purchase always with its key. */
  const persistent = async (): Promise<{ agent: Agent; sell(): Promise<string> }> => {
    const agent = await eventually(() => agentOf(portal), 60_000);
    return {
      agent,
      async sell() {
        const { offerNumber } = await eventually(() => agent.offer(), 60_000);
        const key = randomUUID();
        return eventually(async () => {
          const answer = await agent.purchase(offerNumber, key);
          assert.equal(answer.status, 200, answer.text);
          return (jsonOf(answer) as { policyNumber: string }).policyNumber;
        }, 60_000);
      },
    };
  };

  /** Sells, and does something after each tenth sale. */
  const sellMany = async (count: number, disturb: (round: number) => Promise<unknown>): Promise<string[]> => {
    const { sell } = await persistent();
    const sold: string[] = [];
    let started = 0;
    const work = async (): Promise<void> => {
      while (started++ < count) {
        sold.push(await sell());
        if (sold.length % 10 === 5) await disturb(Math.floor(sold.length / 10));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return sold;
  };

  const allPolicies = async (): Promise<string[]> => {
    const store = storeOf(form, 'policy');
    const rows = await store?.all<{ number: string }>('select number from policy');
    await store?.close();
    return rows?.map(({ number }) => number) ?? [];
  };

  /** Every policy in the store has each of its effects once, also one whose answer was lost; and all that were sold are there. */
  const assertComplete = async (sold: string[]): Promise<void> => {
    assert.equal(new Set(sold).size, sold.length, 'each purchase made a policy of its own');
    const all = await eventually(allPolicies, 60_000);
    assert.deepEqual(
      sold.filter((number) => !all.includes(number)),
      [],
      'no policy is lost',
    );
    const complete = JSON.stringify(onceEach);
    await eventually(async () => {
      const effects = await effectsOf(form, all);
      assert.deepEqual(
        effects.filter((effect) => JSON.stringify(effect) !== complete),
        [],
      );
    }, 90_000);
  };

  it(`services crash during ${sales} sales, each in turn: nothing is lost, nothing is twice`, {
    skip,
  }, async () => {
    const victims = [
      () => crash(form, 'policy', 'policy-deliver'),
      () => crash(form, 'payment', 'payment-events'),
      () => crash(form, 'documents', 'documents-events'),
      () => crash(form, 'policy-search', 'policy-search-events'),
      () => crash(form, 'dashboard', 'dashboard-events'),
      () => crash(form, 'gateway'),
      () => crash(form, 'pricing', 'product'),
    ];
    // Each once: what crashes again and again is given up.
    await assertComplete(await sellMany(sales, async (round) => victims[round]?.()));
  });

  it(`the database crashes during ${sales / 2} sales`, { skip }, async () => {
    await assertComplete(
      await sellMany(sales / 2, async (round) =>
        round === 1 ? control?.crash('component/postgresql') : undefined,
      ),
    );
  });

  it(`what carries the events crashes during ${sales / 2} sales: the broker, or the platform`, {
    skip,
  }, async () => {
    const carrier = form === 'microservice' ? 'component/kafka' : 'component/openwhisk';
    const sold = await sellMany(sales / 2, async (round) =>
      round === 1 ? control?.crash(carrier) : undefined,
    );
    await assertComplete(sold);
  });

  it(`a subscriber that is away during ${sales} sales holds up nobody, and has all of them when it is back`, {
    skip,
  }, async () => {
    const away = 'documents';
    const comeBack = await takeAway(form, away);
    let sold: string[];
    try {
      sold = await sellMany(sales, async () => undefined);
      await eventually(async () => {
        for (const { documents, ...others } of await effectsOf(form, sold)) {
          assert.deepEqual(others, { 'policy-search': 1, payment: 1, entries: 1, dashboard: 1 });
          assert.equal(documents, 0);
        }
      }, 60_000);
    } finally {
      await comeBack();
    }
    await assertComplete(sold);
  });

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
        await invokeAndWait(`lab-insurance/${consumer}-events`, { body: event });
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

  it('a sale that is delivered three times has its effects once', { skip }, async () => {
    const sale = event('policy-registered', 1, randomUUID());
    await deliver([sale, sale, sale]);
    // Something that comes later has arrived, so nothing of the earlier is still on its way.
    const later = event('policy-registered', 1, sale.key);
    const other = { ...later, eventId: randomUUID(), key: randomUUID() };
    other.policy = { ...later.policy, number: other.key };
    await deliver([other]);
    await eventually(
      async () => assert.deepEqual(await effectsOf(form, [sale.key, other.key]), [onceEach, onceEach]),
      30_000,
    );
  });

  it('an end that arrives before the sale it ends is not undone by it', { skip }, async () => {
    const number = randomUUID();
    await deliver([event('policy-terminated', 2, number)]);
    await eventually(
      async () => assert.equal((await effectsOf(form, [number]))[0]?.['policy-search'], 1),
      30_000,
    );
    await deliver([event('policy-registered', 1, number)]);
    await eventually(async () => assert.deepEqual(await effectsOf(form, [number]), [onceEach]), 30_000);
    const store = storeOf(form, 'policy-search');
    const row = await store?.first<{ date_from: string }>(
      'select date_from from policy_view where number = $1',
      [number],
    );
    await store?.close();
    assert.equal(row?.date_from, '2031-02-01');
  });

  it('an event that can never be handled is set aside for an operator, and is not tried for ever', {
    skip,
  }, async () => {
    const number = randomUUID();
    const poison = {
      ...event('policy-registered', 1, number),
      policy: { number, from: 7 },
    } as unknown as PolicyEvent;
    if (form === 'microservice') await deliver([poison]);
    else
      for (const consumer of consumers)
        await invokeAndWait(`lab-insurance/${consumer}-events`, { body: poison });
    const admin = await agentOf(portal, 'admin', 'admin');
    const found = await eventually(async () => {
      const { deadLetters } = jsonOf(await admin.send('GET', '/api/events/dead')) as {
        deadLetters: { consumer: string; type: string; eventId: string }[];
      };
      const unreadable = deadLetters.filter(({ type }) => type === 'unreadable');
      assert.ok(consumers.every((consumer) => unreadable.some((letter) => letter.consumer === consumer)));
      return unreadable;
    }, 30_000);
    const [letter] = found;
    const replay = await admin.send(
      'POST',
      `/api/events/dead/${letter?.consumer}/${letter?.eventId}/replay`,
      {},
    );
    assert.notEqual(replay.status, 200, 'it still cannot be handled');
    const agent = await agentOf(portal);
    assert.equal((await agent.send('GET', '/api/events/dead')).status, 403);
  });

  it('a failing store is a declared error within the deadline, and a sale is all or nothing', {
    skip: skip || (form === 'microservice' && 'its stores are files'),
  }, async () => {
    const agent = await agentOf(portal);
    const { offerNumber } = await agent.offer();
    await control?.stop('component/postgresql');
    try {
      const from = performance.now();
      const { status, text } = await agent.purchase(offerNumber);
      assert.ok([503, 504].includes(status), `${status} ${text}`);
      assert.match((JSON.parse(text) as { code: string }).code, /UNAVAILABLE|TIMED_OUT/);
      assert.ok(performance.now() - from < 12_000);
    } finally {
      await control?.start('component/postgresql');
    }
    const answer = await eventually(async () => {
      const bought = await agent.purchase(offerNumber);
      assert.equal(bought.status, 200, bought.text);
      return bought;
    }, 30_000);
    await assertComplete([(jsonOf(answer) as { policyNumber: string }).policyNumber]);
  });

  it('an offer that ends today can still be sold after all that', { skip }, async () => {
    const agent = await agentOf(portal);
    const number = await agent.sell({ policyFrom: today(), policyTo: addDays(today(), 1) });
    await agent.arrived(number, 60_000);
  });
});
