import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, it } from 'node:test';
import { addDays, today } from '#apps/lab-insurance/dates';
import { journey } from '#apps/lab-insurance/smoke-scenario';
import { jsonOf } from '#shared/http/client';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { atOnce } from '#test/harness/many';
import { type Agent, ada, agentOf, login } from '#test/lab-insurance/client';
import { effectsOf, noStores, onceEach, withStore } from '#test/lab-insurance/stores';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const house = (from: string, to: string) => ({
  productCode: 'HSI',
  policyFrom: from,
  policyTo: to,
  selectedCovers: ['C1', 'C2', 'C3'],
  answers: [
    { type: 'choice', questionCode: 'TYP', answer: 'APT' },
    { type: 'numeric', questionCode: 'AREA', answer: '95' },
    { type: 'numeric', questionCode: 'NUM_OF_CLAIM', answer: 1 },
    { type: 'choice', questionCode: 'FLOOD', answer: 'NO' },
  ],
});

describeForms('lab-insurance', 'policies', (deployed) => {
  const { services, request } = deployed;
  const noStore = noStores(deployed);
  let agent: Agent;
  before(async () => {
    agent = await agentOf(deployed);
  });
  const errorOf = async (answer: ReturnType<Agent['send']>) => {
    const { status, text } = await answer;
    const { code, message, ...details } = JSON.parse(text) as { code: string; message: string };
    assert.equal(typeof message, 'string');
    return { status, code, details };
  };

  it('an offer has a number, and a price that is the sum of its covers', async () => {
    const offer = await agent.offer();
    assert.match(offer.offerNumber, uuid);
    assert.deepEqual(offer.coversPrices, { C1: 102, C2: 195, C3: 75 });
    assert.equal(offer.totalPrice, 372);
  });

  it('a bought offer is a policy with its holder, period, account and covers in order', async () => {
    const number = await agent.sell(house('2031-01-01', '2031-12-31'));
    const { accountNumber, ...policy } = await agent.policy(number);
    assert.match(String(accountNumber), uuid);
    assert.deepEqual(policy, {
      number,
      dateFrom: '2031-01-01',
      dateTo: '2031-12-31',
      policyHolder: 'Ada Byron',
      totalPremium: 172.5,
      productCode: 'HSI',
      covers: ['C1 - 118.75', 'C2 - 23.75', 'C3 - 30.00'],
    });
  });

  it('prices of more than two decimals are rounded half up, each cover by itself', async () => {
    const answers = house('', '').answers.map((answer) =>
      answer.questionCode === 'AREA' ? { ...answer, answer: '33.333' } : answer,
    );
    const offer = await agent.offer({ ...house('2031-01-01', '2031-12-31'), answers });
    assert.deepEqual(offer.coversPrices, { C1: 41.67, C2: 8.33, C3: 30 });
    assert.equal(offer.totalPrice, 80);
  });

  it('an offer can be bought once: the second buyer learns which policy it is', async () => {
    const { offerNumber } = await agent.offer();
    const { policyNumber } = jsonOf(await agent.purchase(offerNumber)) as { policyNumber: string };
    assert.deepEqual(await errorOf(agent.purchase(offerNumber)), {
      status: 409,
      code: 'OFFER_ALREADY_SOLD',
      details: { policyNumber },
    });
  });

  it('a purchase that is repeated with its key gets the same policy, one with another key does not', async () => {
    const { offerNumber } = await agent.offer();
    const key = randomUUID();
    const answers = [await agent.purchase(offerNumber, key), await agent.purchase(offerNumber, key)];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    assert.equal(answers[0]?.text, answers[1]?.text);
    assert.equal((await agent.purchase(offerNumber, randomUUID())).status, 409);
  });

  it('50 purchases of one offer at once make one policy', async () => {
    const { offerNumber } = await agent.offer();
    const answers = await atOnce(50, () => agent.purchase(offerNumber));
    const won = answers
      .filter(({ status }) => status === 200)
      .map((answer) => jsonOf(answer) as { policyNumber: string });
    const lost = answers
      .filter(({ status }) => status === 409)
      .map((answer) => jsonOf(answer) as { policyNumber: string });
    assert.deepEqual([won.length, lost.length], [1, 49]);
    assert.ok(lost.every(({ policyNumber }) => policyNumber === won[0]?.policyNumber));
  });

  it('50 purchases of one offer at once by one client that repeats itself make one policy, and all get it', {
    skip: noStore,
  }, async () => {
    const { offerNumber } = await agent.offer();
    const key = randomUUID();
    const answers = await atOnce(50, () => agent.purchase(offerNumber, key));
    const numbers = new Set(
      answers.map((answer) => (jsonOf(answer) as { policyNumber?: string }).policyNumber),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(numbers.size, 1);
    const events = await withStore(deployed, 'policy', (store) =>
      store.all('select event_id from outbox where key = $1', [[...numbers][0] ?? '']),
    );
    assert.equal(events.length, 1, 'it is announced once');
  });

  it('a sale leaves each of its effects once in the stores, with the agent who sold it', {
    skip: noStore,
  }, async () => {
    const number = await agent.sell();
    await agent.arrived(number);
    assert.deepEqual(await effectsOf(deployed, [number]), [onceEach]);
    const row = await withStore(deployed, 'dashboard', (store) =>
      store.first<{ agent_login: string }>('select agent_login from policy_stat where number = $1', [number]),
    );
    assert.equal(row?.agent_login, 'jimmy.solid');
  });

  it('what does not exist is said to be unknown, by kind', async () => {
    assert.deepEqual(await errorOf(agent.purchase(randomUUID())), {
      status: 404,
      code: 'OFFER_NOT_FOUND',
      details: {},
    });
    assert.equal(
      (await errorOf(agent.send('GET', `/api/policies/${randomUUID()}`))).code,
      'POLICY_NOT_FOUND',
    );
    assert.equal((await errorOf(agent.terminate(randomUUID()))).code, 'POLICY_NOT_FOUND');
    const unknown = { ...house('2031-01-01', '2031-01-02'), productCode: 'XXX' };
    assert.deepEqual(await errorOf(agent.send('POST', '/api/offers', unknown)), {
      status: 403,
      code: 'FORBIDDEN',
      details: {},
    });
  });

  const wrongOffers: [string, object, RegExp][] = [
    ['no dates', { policyFrom: null }, /policyFrom/],
    ['a date that there is not', { policyTo: '2031-02-30' }, /policyTo/],
    ['an end before the beginning', { policyFrom: '2031-02-01', policyTo: '2031-01-01' }, /policyTo/],
    ['an unknown cover', { selectedCovers: ['C1', 'C2', 'C9'] }, /C9/],
    ['a mandatory cover left out', { selectedCovers: ['C1'] }, /C2/],
    ['no answers', { answers: [] }, /DESTINATION/],
    ['an answer without a type', { answers: [{ questionCode: 'NUM_OF_ADULTS', answer: 1 }] }, /type/],
  ];
  for (const [name, more, words] of wrongOffers) {
    it(`an offer with ${name} is refused with words that name it`, async () => {
      const { body } = await request
        .post('/api/offers')
        .set('authorization', `Bearer ${await login(deployed)}`)
        .send({ ...journey(), ...more })
        .expect(400);
      assert.equal(body.code, 'VALIDATION');
      assert.match(body.message, words);
    });
  }

  it('a holder must have names, and a purchase key must not be endless', async () => {
    const { offerNumber } = await agent.offer();
    const nameless = await errorOf(agent.purchase(offerNumber, undefined, { ...ada, lastName: ' ' }));
    assert.deepEqual([nameless.status, nameless.code], [400, 'VALIDATION']);
    assert.equal((await errorOf(agent.purchase(offerNumber, 'k'.repeat(201)))).code, 'VALIDATION');
    assert.equal((await agent.purchase(offerNumber)).status, 200, 'the offer is still there');
  });

  it('an offer of 30 days can be bought, one of 31 has expired', {
    skip: noStore,
  }, async () => {
    const aged = async (days: number): Promise<string> => {
      const { offerNumber } = await agent.offer();
      const made = addDays(today(), -days);
      await withStore(deployed, 'policy', (store) =>
        store.run('update offer set creation_date = $1 where number = $2', [made, offerNumber]),
      );
      return offerNumber;
    };
    assert.equal((await agent.purchase(await aged(30))).status, 200);
    assert.deepEqual(await errorOf(agent.purchase(await aged(31))), {
      status: 410,
      code: 'OFFER_EXPIRED',
      details: {},
    });
  });

  it('a policy is ended today for its share of the days, also a second time, and search follows', async () => {
    const [from, to] = [addDays(today(), -10), addDays(today(), 19)];
    const number = await agent.sell(house(from, to));
    assert.deepEqual(jsonOf(await agent.terminate(number)), { policyNumber: number });
    const { totalPremium, covers, dateFrom, dateTo } = await agent.policy(number);
    assert.deepEqual(covers, ['C1 - 43.54', 'C2 - 8.71', 'C3 - 11.00']);
    assert.deepEqual([totalPremium, dateFrom, dateTo], [63.25, addDays(today(), 1), to]);
    assert.equal((await agent.terminate(number)).status, 200);
    assert.equal((await agent.policy(number)).totalPremium, 63.25);
    await eventually(async () => {
      const found = jsonOf(await agent.send('GET', `/api/policies?q=${number}`)) as {
        policies: { number: string; dateFrom: string }[];
      };
      const mine = found.policies.find((policy) => policy.number === number);
      assert.equal(mine?.dateFrom, addDays(today(), 1));
    }, 20_000);
  });

  it('a policy that has not begun, or is over, cannot be ended', async () => {
    for (const [from, to] of [
      [addDays(today(), 1), addDays(today(), 9)],
      [addDays(today(), -9), addDays(today(), -1)],
    ] as const) {
      const number = await agent.sell(house(from, to));
      const { status, code } = await errorOf(agent.terminate(number));
      assert.deepEqual([status, code], [422, 'TERMINATION_DATE_OUTSIDE_VALIDITY_PERIOD']);
      assert.equal((await agent.policy(number)).totalPremium, 172.5, 'nothing has changed');
    }
  });

  it('says hello, and that it is up', { skip: withoutAddressOf('policy')(deployed) }, async () => {
    const own = services.policy ?? '';
    const get = async (path: string) => {
      const response = await fetch(own + path);
      return [response.status, await response.text()];
    };
    assert.deepEqual(await get('/hello'), [200, '']);
    assert.deepEqual(await get('/hello/version'), [200, '{"ver":"1.0","status":"OK"}']);
    assert.deepEqual(await get('/health'), [200, '{"status":"UP"}']);
  });
});
