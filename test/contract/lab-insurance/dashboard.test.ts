// The statistics of what was sold.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { before, it } from 'node:test';
import supertest from 'supertest';
import { demoPolicies } from '#apps/lab-insurance/dashboard/seeds';
import { addDays, today } from '#apps/lab-insurance/dates';
import { jsonOf } from '#shared/http/client';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { type Agent, agentOf } from '#test/lab-insurance/client';

const travel = { price: 372 };
const car = {
  price: 100,
  offer: {
    productCode: 'CAR',
    selectedCovers: ['C1'],
    answers: [{ type: 'numeric', questionCode: 'NUM_OF_CLAIM', answer: 0 }],
  },
};
const sales = (policiesCount: number, premiumAmount: number) => ({ policiesCount, premiumAmount });

/** The Monday of the week that a day is in. */
const monday = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

describeForms('lab-insurance', 'dashboard', { skip: withoutAddressOf('dashboard') }, (deployed) => {
  const dashboard = supertest(deployed.services.dashboard ?? '');
  // Months that no other test sells for: 15 May of some year, and the days around.
  const year = 4000 + randomInt(5000);
  const first = `${year}-05-15`;
  const days = (from: number, to: number) => ({
    saleDateFrom: addDays(first, from),
    saleDateTo: addDays(first, to),
  });
  const whole = { saleDateFrom: `${year}-01-01`, saleDateTo: `${year + 1}-12-31` };
  let agent: Agent;

  before(async () => {
    agent = await agentOf(deployed);
    const danny = await agentOf(deployed, 'danny.solid');
    const sold = [
      await agent.sell({ policyFrom: first, policyTo: addDays(first, 9) }),
      await agent.sell({ policyFrom: first, policyTo: addDays(first, 9) }),
      await agent.sell({ ...car.offer, policyFrom: addDays(first, 3), policyTo: addDays(first, 9) }),
      await danny.sell({ policyFrom: addDays(first, 63), policyTo: addDays(first, 70) }),
      await danny.sell({ policyFrom: `${year + 1}-05-15`, policyTo: `${year + 1}-05-15` }),
    ];
    for (const number of sold) await agent.arrived(number);
  });

  const ask = async (figure: string, query: object): Promise<unknown> => {
    const answer = await agent.send('POST', `/api/dashboard/${figure}`, query);
    assert.equal(answer.status, 200, answer.text);
    const { body } = await dashboard.post(`/dashboard/${figure}`).send(query).expect(200);
    assert.deepEqual(jsonOf(answer), body);
    return body;
  };
  const trends = async (aggregationUnitCode: string, query: object = whole) => {
    const body = await ask('trends', { ...query, aggregationUnitCode });
    const { periodSales } = body as { periodSales: Record<string, unknown>[] };
    return periodSales.map(({ periodDate, period, ...rest }) => {
      assert.equal(period, `${periodDate}T00:00:00.000Z`);
      return [periodDate, rest];
    });
  };

  it('sums up by product', async () => {
    assert.deepEqual(await ask('totalsales', whole), {
      total: sales(5, 4 * travel.price + car.price),
      perProductTotal: { TRI: sales(4, 4 * travel.price), CAR: sales(1, car.price) },
    });
    assert.deepEqual(await ask('totalsales', { ...whole, productCode: 'CAR' }), {
      total: sales(1, 100),
      perProductTotal: { CAR: sales(1, 100) },
    });
    for (const productCode of ['car', 'XXX', ''])
      assert.deepEqual(await ask('totalsales', { ...whole, productCode }), {
        total: sales(0, 0),
        perProductTotal: {},
      });
    assert.deepEqual(
      await ask('totalsales', { ...whole, productCode: null, more: 1 }),
      await ask('totalsales', whole),
    );
  });

  it('counts from the first day on, and not the last one', async () => {
    const counts: [from: number, to: number, policies: number][] = [
      [0, 1, 2],
      [0, 3, 2],
      [0, 4, 3],
      [1, 4, 1],
      [0, 0, 0],
      [4, 0, 0],
    ];
    for (const [from, to, policies] of counts) {
      const { total } = (await ask('totalsales', days(from, to))) as { total: { policiesCount: number } };
      assert.equal(total.policiesCount, policies, `${from} to ${to}`);
    }
    const day = (text: string): number[] => text.split('-').map(Number);
    const asNumbers = { saleDateFrom: day(first), saleDateTo: day(addDays(first, 1)) };
    assert.deepEqual(await ask('totalsales', asNumbers), await ask('totalsales', days(0, 1)));
  });

  it('sums up by agent', async () => {
    const jimmy = sales(3, 2 * travel.price + car.price);
    assert.deepEqual(await ask('agentssales', whole), {
      perAgentTotal: { 'jimmy.solid': jimmy, 'danny.solid': sales(2, 2 * travel.price) },
    });
    assert.deepEqual(await ask('agentssales', { ...whole, agentLogin: 'jimmy.solid' }), {
      perAgentTotal: { 'jimmy.solid': jimmy },
    });
    assert.deepEqual(await ask('agentssales', { ...whole, agentLogin: 'jimmy.solid', productCode: 'CAR' }), {
      perAgentTotal: { 'jimmy.solid': sales(1, 100) },
    });
    for (const agentLogin of ['nobody', ''])
      assert.deepEqual(await ask('agentssales', { ...whole, agentLogin }), { perAgentTotal: {} });
  });

  it('sums up by day, also days without a sale between those with one', async () => {
    assert.deepEqual(await trends('DAY', days(-5, 60)), [
      [first, sales(2, 744)],
      [addDays(first, 1), sales(0, 0)],
      [addDays(first, 2), sales(0, 0)],
      [addDays(first, 3), sales(1, 100)],
    ]);
    const toNextYear = (Date.UTC(year + 1, 4, 15) - Date.UTC(year, 4, 15)) / 86_400_000;
    assert.equal((await trends('DAY')).length, toNextYear + 1);
  });

  it('sums up by week from Monday', async () => {
    const weeks = await trends('WEEK', days(-5, 64));
    const last = monday(addDays(first, 63));
    const all = [];
    for (let week = monday(first); week <= last; week = addDays(week, 7)) all.push(week);
    assert.deepEqual(
      weeks.map(([week]) => week),
      all,
    );
    const sums = new Map<unknown, unknown>(weeks.map(([week, rest]) => [week, rest]));
    const isSame = monday(addDays(first, 3)) === monday(first);
    assert.deepEqual(sums.get(monday(first)), isSame ? sales(3, 844) : sales(2, 744));
    assert.deepEqual(sums.get(last), sales(1, 372));
  });

  it('sums up by month and by year', async () => {
    assert.deepEqual(await trends('MONTH', days(-40, 80)), [
      [`${year}-05-01`, sales(3, 844)],
      [`${year}-06-01`, sales(0, 0)],
      [`${year}-07-01`, sales(1, 372)],
    ]);
    assert.deepEqual(await trends('MONTH', { ...days(-40, 80), productCode: 'CAR' }), [
      [`${year}-05-01`, sales(1, 100)],
    ]);
    assert.deepEqual(await trends('YEAR'), [
      [`${year}-01-01`, sales(4, 1216)],
      [`${year + 1}-01-01`, sales(1, 372)],
    ]);
    for (const unit of ['DAY', 'WEEK', 'MONTH', 'YEAR'])
      assert.deepEqual(await trends(unit, { saleDateFrom: '1930-01-01', saleDateTo: '1930-12-31' }), []);
  });

  it('has the demo policies of the last twelve months', async () => {
    const query = { saleDateFrom: addDays(today(), -400), saleDateTo: addDays(today(), 1) };
    const ofWolf = demoPolicies(today()).filter(({ agentLogin }) => agentLogin === 'annn.wolf');
    const premium = ofWolf.reduce((sum, { totalPremium }) => sum + totalPremium, 0);
    assert.deepEqual(await ask('agentssales', { ...query, agentLogin: 'annn.wolf' }), {
      perAgentTotal: { 'annn.wolf': sales(ofWolf.length, premium) },
    });
  });

  it('refuses questions that it cannot answer, and says why', async () => {
    const { saleDateFrom, saleDateTo } = whole;
    const wrong: [figure: string, query: object, message: RegExp][] = [
      ['totalsales', {}, /saleDateFrom.*saleDateTo/],
      ['totalsales', { saleDateFrom }, /^saleDateTo: /],
      ['totalsales', { saleDateTo }, /^saleDateFrom: /],
      ['totalsales', { saleDateFrom: 'x', saleDateTo: 'y' }, /2031-12-31/],
      ['totalsales', { saleDateFrom: '2019-02-29', saleDateTo }, /^saleDateFrom: /],
      ['totalsales', [], /./],
      ['agentssales', {}, /saleDateFrom.*saleDateTo/],
      ['agentssales', { ...whole, agentLogin: 7 }, /^agentLogin: /],
      ['trends', { aggregationUnitCode: 'DAY' }, /saleDateFrom.*saleDateTo/],
      ['trends', whole, /^aggregationUnitCode: .*DAY, WEEK, MONTH or YEAR/],
      ['trends', { ...whole, aggregationUnitCode: null }, /^aggregationUnitCode: /],
      ['trends', { ...whole, aggregationUnitCode: 'day' }, /^aggregationUnitCode: /],
      ['trends', { ...whole, aggregationUnitCode: "DAY'--" }, /^aggregationUnitCode: /],
    ];
    for (const [figure, query, message] of wrong) {
      const { body } = await dashboard.post(`/dashboard/${figure}`).send(query).expect(400);
      assert.equal(body.code, 'VALIDATION');
      assert.match(body.message, message);
    }
    const post = () => dashboard.post('/dashboard/totalsales');
    await post().set('Content-Type', 'application/json').send('{').expect(400);
    await post().expect(400);
    const other = await post().set('Content-Type', 'text/plain').send('{}').expect(415);
    assert.equal(other.body.code, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('names verbs and paths that do not exist', async () => {
    for (const figure of ['totalsales', 'trends', 'agentssales'])
      await dashboard.get(`/dashboard/${figure}`).expect('Allow', 'POST').expect(405);
    for (const path of ['/dashboard', '/nosuch'])
      assert.equal((await dashboard.post(path).send({}).expect(404)).body.code, 'NOT_FOUND');
    await dashboard.get('/health').expect(200, { status: 'UP' });
  });
});
