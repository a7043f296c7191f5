// The one API of the page: who may ask, and that every route reaches its service.
import assert from 'node:assert/strict';
import { createHmac, randomInt, randomUUID } from 'node:crypto';
import { before, it } from 'node:test';
import supertest from 'supertest';
import { addDays } from '#apps/lab-insurance/dates';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { jwtSecret, login } from '#test/lab-insurance/client';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (payload: object, key = jwtSecret, head: object = { alg: 'HS256' }): string => {
  const text = `${encoded(head)}.${encoded(payload)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
};
const now = Math.floor(Date.now() / 1000);
const claims = { sub: 'jimmy.solid', roles: ['CAR'], exp: now + 600 };

describeForms('lab-insurance', 'gateway', (deployed) => {
  const { form, request, services } = deployed;
  const tokens: Record<string, string> = {};
  before(async () => {
    for (const [name, password] of [
      ['jimmy.solid', 'secret'],
      ['danny.solid', 'secret'],
      ['admin', 'admin'],
    ] as const)
      tokens[name] = `Bearer ${await login(deployed, name, password)}`;
  });
  const get = (path: string, by = 'jimmy.solid') => request.get(path).set('Authorization', tokens[by] ?? '');
  const post = (path: string, body: object = {}, by = 'jimmy.solid') =>
    request
      .post(path)
      .set('Authorization', tokens[by] ?? '')
      .send(body);

  const inFuture = () => addDays('2200-01-01', randomInt(300_000));
  const journey = (policyFrom = inFuture(), by = 'jimmy.solid') =>
    post(
      '/api/offers',
      {
        productCode: 'TRI',
        policyFrom,
        policyTo: addDays(policyFrom, 9),
        selectedCovers: ['C1', 'C2'],
        answers: [
          { type: 'choice', questionCode: 'DESTINATION', answer: 'EUR' },
          { type: 'numeric', questionCode: 'NUM_OF_ADULTS', answer: '1' },
          { type: 'numeric', questionCode: 'NUM_OF_CHILDREN', answer: 1 },
        ],
      },
      by,
    ).expect(200);
  const policyHolder = { firstName: 'Ada', lastName: 'Byron', taxId: '11111111116' };
  async function sell(from = inFuture(), by = 'jimmy.solid', more: object = {}): Promise<string> {
    const { offerNumber } = (await journey(from, by)).body as { offerNumber: string };
    const command = { offerNumber, policyHolder, ...more };
    return (await post('/api/policies/create', command, by).expect(200)).body.policyNumber;
  }
  const arrived = (policyNumber: string) =>
    eventually(async () => {
      const { body } = await get(`/api/policies/${policyNumber}/arrivals`).expect(200);
      assert.deepEqual(Object.keys(body), ['policy-search', 'payment', 'documents', 'dashboard']);
      for (const time of Object.values(body)) assert.match(String(time), /^\d{4}-.*Z$/);
    }, 20_000);

  const refused: [what: string, authorization: string | undefined][] = [
    ['no token', undefined],
    ['an empty header', ''],
    ['a token without its scheme', token(claims)],
    ['another scheme', `Basic ${token(claims)}`],
    ['nonsense', 'Bearer nonsense'],
    ['a token that has ended', `Bearer ${token({ ...claims, exp: now - 1 })}`],
    ['a token of another key', `Bearer ${token(claims, 'another key')}`],
    ['a token that is not signed', `Bearer ${encoded({ alg: 'none' })}.${encoded(claims)}.`],
    ['a token of nobody', `Bearer ${token({ ...claims, sub: undefined })}`],
  ];
  for (const [what, authorization] of refused)
    it(`refuses ${what}`, async () => {
      const asked = request.get('/api/products/CAR');
      if (authorization !== undefined) asked.set('Authorization', authorization);
      const { body } = await asked.expect(401);
      assert.equal(body.code, 'UNAUTHORIZED');
    });

  const taken: [what: string, authorization: string][] = [
    ['bearer in small letters', `bearer ${token(claims)}`],
    ['a token without an end', `Bearer ${token({ ...claims, exp: undefined })}`],
    ['a token without roles', `Bearer ${token({ ...claims, roles: undefined })}`],
    ['a token of another issuer', `Bearer ${token({ ...claims, iss: 'somebody' })}`],
  ];
  for (const [what, authorization] of taken)
    it(`takes ${what}`, async () => {
      await request.get('/api/products/CAR').set('Authorization', authorization).expect(200);
    });

  it('takes no token from elsewhere, and gives nothing away without one', async () => {
    const good = token(claims);
    await request.get(`/api/products/CAR?access_token=${good}`).expect(401);
    await request.get('/api/products/CAR').set('Cookie', `JWT=${good}`).expect(401);
    for (const path of ['/api/policies', '/api/documents/1', '/api/payments/accounts', '/api/events/dead'])
      await request.get(path).expect(401);
    for (const path of [
      '/api/offers',
      '/api/policies/create',
      '/api/dashboard/trends',
      '/api/payments/import',
    ])
      await request.post(path).send({}).expect(401);
    assert.equal((await request.get('/api/nosuch').expect(401)).body.code, 'UNAUTHORIZED');
  });

  it('says in which form it runs, and names verbs and paths that do not exist', async () => {
    await get('/api/products').expect('X-Form', form).expect(200);
    await request.get('/api/products').expect('X-Form', form).expect(401);
    const wrong = await request.delete('/api/products/CAR').set('Authorization', tokens.admin ?? '');
    assert.deepEqual([wrong.status, wrong.body.code], [405, 'METHOD_NOT_ALLOWED']);
    assert.equal(wrong.headers.allow, 'GET, HEAD');
    assert.equal((await get('/api/nosuch').expect(404)).body.code, 'NOT_FOUND');
  });

  it('is up', { skip: withoutAddressOf('gateway')(deployed) }, async () => {
    await supertest(services.gateway ?? '')
      .get('/health')
      .expect(200, { status: 'UP' });
  });

  it('lets pages of others ask', async () => {
    const asked = await request
      .options('/api/products')
      .set('Origin', 'http://ui.example')
      .set('Access-Control-Request-Method', 'GET')
      .set('Access-Control-Request-Headers', 'authorization');
    assert.ok([200, 204].includes(asked.status));
    assert.equal(asked.headers['access-control-allow-origin'], '*');
    assert.match(asked.headers['access-control-allow-methods'] ?? '', /GET/);
    assert.match(asked.headers['access-control-allow-headers'] ?? '', /authorization|\*/i);
  });

  it('sells a policy, and all that follow it have it', async () => {
    const from = inFuture();
    const policyNumber = await sell(from);
    const { body } = await get(`/api/policies/${policyNumber}`).expect(200);
    const { accountNumber, ...policy } = body.policy as Record<string, unknown>;
    assert.deepEqual(policy, {
      number: policyNumber,
      dateFrom: from,
      dateTo: addDays(from, 9),
      policyHolder: 'Ada Byron',
      totalPremium: 78,
      productCode: 'TRI',
      covers: ['C1 - 26.00', 'C2 - 52.00'],
    });
    await arrived(policyNumber);

    const found = await get(`/api/policies?q=${policyNumber}%20AND%20byron`).expect(200);
    const row = { number: policyNumber, dateFrom: from, dateTo: addDays(from, 9), policyHolder: 'Ada Byron' };
    assert.deepEqual(found.body, { policies: [row] });
    const { documents } = (await get(`/api/documents/${policyNumber}`).expect(200)).body;
    assert.equal(documents.length, 1);
    assert.equal(documents[0].policyNumber, policyNumber);
    assert.equal(Buffer.from(documents[0].content, 'base64').subarray(0, 5).toString(), '%PDF-');
    const account = (await get(`/api/payments/accounts/${accountNumber}`).expect(200)).body;
    assert.equal(account.policyNumber, policyNumber);
    assert.equal(account.policyAccountNumber, accountNumber);
  });

  it('knows who sells, whatever the body says', async () => {
    const from = inFuture();
    const policyNumber = await sell(from, 'danny.solid', { agentLogin: 'someone.else' });
    await arrived(policyNumber);
    const days = { saleDateFrom: from, saleDateTo: addDays(from, 1) };
    const one = { policiesCount: 1, premiumAmount: 78 };
    const sales = async (name: string) => (await post(`/api/dashboard/${name}`, days).expect(200)).body;
    assert.deepEqual(await sales('agentssales'), { perAgentTotal: { 'danny.solid': one } });
    assert.deepEqual(await sales('totalsales'), { total: one, perProductTotal: { TRI: one } });
    const trends = await post('/api/dashboard/trends', { ...days, aggregationUnitCode: 'DAY' }).expect(200);
    assert.deepEqual(trends.body.periodSales, [
      { periodDate: from, period: `${from}T00:00:00.000Z`, ...one },
    ]);
  });

  it('sells an offer once: the same purchase again is answered as before, another one is told who has it', async () => {
    const { offerNumber } = (await journey()).body;
    const buy = (key: string) =>
      post('/api/policies/create', { cmd: { offerNumber, policyHolder } }).set('Idempotency-Key', key);
    const key = randomUUID();
    const { policyNumber } = (await buy(key).expect(200)).body;
    await buy(key).expect(200, { policyNumber });
    const { body } = await buy(randomUUID()).expect(409);
    assert.equal(body.code, 'OFFER_ALREADY_SOLD');
    assert.equal(body.policyNumber, policyNumber);
  });

  it('passes on what services refuse', async () => {
    const wrong: [answer: ReturnType<typeof get>, status: number, code: string][] = [
      [get('/api/policies/nosuch'), 404, 'POLICY_NOT_FOUND'],
      [get('/api/payments/accounts/nosuch'), 404, 'ACCOUNT_NOT_FOUND'],
      [post('/api/policies/terminate', { policyNumber: 'nosuch' }), 404, 'POLICY_NOT_FOUND'],
      [post('/api/policies/terminate', {}), 400, 'VALIDATION'],
      [post('/api/policies/create', { offerNumber: 'nosuch', policyHolder }), 404, 'OFFER_NOT_FOUND'],
      [post('/api/policies/create', {}), 400, 'VALIDATION'],
      [post('/api/offers', { productCode: 'TRI' }), 400, 'VALIDATION'],
      [post('/api/dashboard/totalsales', {}), 400, 'VALIDATION'],
      [post('/api/dashboard/trends', {}), 400, 'VALIDATION'],
    ];
    for (const [asked, status, code] of wrong) {
      const { body } = await asked.expect(status);
      assert.equal(body.code, code);
      assert.ok(body.message.length > 10);
    }
    const notBegun = await sell();
    const refusal = await post('/api/policies/terminate', { policyNumber: notBegun }).expect(422);
    assert.equal(refusal.body.code, 'TERMINATION_DATE_OUTSIDE_VALIDITY_PERIOD');
  });

  it('shows documents and arrivals of nothing', async () => {
    await get('/api/documents/nosuch').expect(200, { documents: [] });
    await get('/api/policies/nosuch/arrivals').expect(200, {
      'policy-search': null,
      payment: null,
      documents: null,
      dashboard: null,
    });
    await get('/api/policies?q=nobodyiscalledlikethis').expect(200, { policies: [] });
  });

  it('shows accounts, imports and rejects', async () => {
    const { body } = await get('/api/payments/accounts').expect(200);
    const first = body.find(({ policyNumber }: { policyNumber: string }) => policyNumber === 'POLICY_1');
    assert.equal(first.policyAccountNumber, '231232132131');
    const account = (await get('/api/payments/accounts/231232132131').expect(200)).body;
    assert.equal(account.policyNumber, 'POLICY_1');
    assert.equal(typeof account.balance, 'number');
    assert.ok(Array.isArray((await post('/api/payments/import').expect(200)).body.files));
    assert.ok(Array.isArray((await get('/api/payments/rejects').expect(200)).body.rejects));
  });

  it('shows the administrator alone what was given up', async () => {
    assert.equal((await get('/api/events/dead').expect(403)).body.code, 'FORBIDDEN');
    assert.equal((await post('/api/events/dead/payment/1/replay').expect(403)).body.code, 'FORBIDDEN');
    const { body } = await get('/api/events/dead', 'admin').expect(200);
    assert.ok(Array.isArray(body.deadLetters));
    const nosuch = `/api/events/dead/payment/${randomUUID()}/replay`;
    await post(nosuch, {}, 'admin').expect(404);
    await post('/api/events/dead/nosuch/1/replay', {}, 'admin').expect(404);
  });
});
