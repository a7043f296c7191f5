// What the gateway does when its neighbours fail, are slow or away, and what it asks of several.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Behaviour, bearer, gatewayAlone, offer, unavailable } from './gateway-alone.ts';

const { answers, takeAsked, get, post } = gatewayAlone();
const whats = () => takeAsked().map(({ what }) => what);

describe('the gateway among its neighbours', () => {
  it('reads once more when a neighbour is not there, and writes once', async () => {
    answers(unavailable, { body: { a: 1 } });
    await get('/api/policies/1').expect(200, { a: 1 });
    assert.equal(takeAsked().length, 2);
    answers(unavailable, { body: { a: 1 } });
    await post('/api/dashboard/trends', {}).expect(200, { a: 1 });
    assert.equal(takeAsked().length, 2);

    answers(unavailable);
    const sending: [path: string, body: object][] = [
      ['/api/offers', offer],
      ['/api/policies/create', {}],
      ['/api/policies/terminate', {}],
      ['/api/payments/import', {}],
    ];
    for (const [path, body] of sending) {
      const answer = await post(path, body).expect(503);
      assert.equal(answer.body.code, 'UNAVAILABLE');
    }
    assert.equal(takeAsked().length, sending.length);
  });

  const down: [what: string, behaviour: Behaviour, status: number, code: string][] = [
    ['has no store', unavailable, 503, 'UNAVAILABLE'],
    ['breaks the connection off', 'broken', 503, 'UNAVAILABLE'],
    ['is silent', 'silent', 504, 'TIMED_OUT'],
    ['is too slow itself', { status: 504, body: { message: 'x', code: 'TIMED_OUT' } }, 504, 'TIMED_OUT'],
    ['fails', { status: 500, body: { message: 'x', code: 'INTERNAL' } }, 500, 'INTERNAL'],
    ['has too much to do', { status: 429, body: { error: 'throttled', code: 'abc' } }, 503, 'UNAVAILABLE'],
    ['is not deployed', { status: 404, body: { error: 'no such action', code: 'abc' } }, 503, 'UNAVAILABLE'],
    ['crashes', { status: 502, body: { error: 'died', code: 'abc' } }, 504, 'TIMED_OUT'],
    ['is still at it', { status: 202, body: { activationId: 'abc' } }, 504, 'TIMED_OUT'],
    [
      'answers a page',
      { status: 500, body: '<h1>', headers: { 'content-type': 'text/html' } },
      504,
      'TIMED_OUT',
    ],
  ];
  for (const [what, behaviour, status, code] of down)
    it(`says so when a neighbour ${what}, and gives lists that are marked`, async () => {
      answers(behaviour);
      for (const answer of [await post('/api/offers', offer), await get('/api/policies/1')]) {
        assert.equal(answer.status, status);
        assert.equal(answer.body.code, code);
        assert.ok(answer.body.message.length > 10);
      }
      const degraded: [path: string, body: object][] = [
        ['/api/products', []],
        ['/api/policies?q=x', { policies: [] }],
        ['/api/payments/accounts', []],
      ];
      for (const [path, body] of degraded) await get(path).expect('X-Degraded', 'true').expect(200, body);
    });

  it('says when the sale of a policy arrived where', async () => {
    const event = (type: string, processedAt: string) => ({ eventId: 'e', type, sequence: 1, processedAt });
    const time = '2031-01-01T00:00:00.000Z';
    answers({ body: { events: [event('policy-terminated', 'x'), event('policy-registered', time)] } });
    const everywhere = { 'policy-search': time, payment: time, documents: time, dashboard: time };
    await get('/api/policies/1%202/arrivals').expect(200, everywhere);
    assert.deepEqual(whats().sort(), [
      'GET /dashboard/events/of/1%202',
      'GET /documents/events/of/1%202',
      'GET /payment/events/of/1%202',
      'GET /policy_search/events/of/1%202',
    ]);
    const nowhere = { 'policy-search': null, payment: null, documents: null, dashboard: null };
    answers({ body: { events: [] } });
    const { headers } = await get('/api/policies/1/arrivals').expect(200, nowhere);
    assert.equal(headers['x-degraded'], undefined);
    answers(unavailable);
    await get('/api/policies/1/arrivals').expect('X-Degraded', 'true').expect(200, nowhere);
  });

  it('shows the administrator alone what was set aside, and lets it be tried again', async () => {
    const letter = { eventId: 'e1', type: 'policy-registered', attempts: 5, error: 'broken' };
    const times = ['2031-01-02T00:00:00Z', '2031-01-04T00:00:00Z', '2031-01-01T00:00:00Z'];
    const dead = (...deadLetters: object[]) => ({ body: { deadLetters } });
    answers(...times.map((failedAt) => dead({ ...letter, key: 'p1', failedAt })), dead());
    const admin = await bearer('admin', []);
    const { body } = await get('/api/events/dead', admin).expect(200);
    const found = body.deadLetters as Record<string, unknown>[];
    assert.deepEqual(
      found.map(({ failedAt }) => failedAt),
      [times[1], times[0], times[2]],
    );
    const { consumer, ...rest } = found[0] ?? {};
    assert.match(String(consumer), /^(policy-search|payment|documents|dashboard|policy)$/);
    assert.deepEqual(rest, { ...letter, policyNumber: 'p1', failedAt: times[1] });

    takeAsked();
    answers({ body: { replayed: true } });
    const replay = (name: string) => post(`/api/events/dead/${name}/e%201/replay`, {}, admin);
    await replay('policy-search').expect(200, { replayed: true });
    await replay('policy').expect(200, { replayed: true });
    assert.deepEqual(whats(), [
      'POST /policy_search/events/dead/e%201/replay',
      'POST /policy/events/dead/e%201/replay',
    ]);
    for (const name of ['product', 'toString'])
      assert.match(
        (await replay(name).expect(404)).body.message,
        /^There is no consumer .*, only policy-search,/,
      );

    takeAsked();
    await get('/api/events/dead').expect(403);
    await post('/api/events/dead/payment/e1/replay').expect(403);
    assert.deepEqual(takeAsked(), []);
  });
});
