// The routes of the gateway: what it passes on to whom, and what it refuses itself.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bearer, gatewayAlone, offer } from './gateway-alone.ts';

const { answers, takeAsked, anonymous, get, post } = gatewayAlone();
const whats = () => takeAsked().map(({ what }) => what);

describe('the gateway', () => {
  const reads: [path: string, neighbour: string][] = [
    ['/api/products', 'GET /product/products'],
    ['/api/products/A%2FB%20%3F', 'GET /product/products/A%2FB%20%3F'],
    ['/api/policies', 'GET /policy_search/policies?q=*'],
    ['/api/policies?q=a%20AND%20b%26c', 'GET /policy_search/policies?q=a%20AND%20b%26c'],
    ['/api/policies?q=', 'GET /policy_search/policies?q='],
    ['/api/policies/1-2', 'GET /policy/policies/1-2'],
    ['/api/documents/1-2', 'GET /documents/documents/1-2'],
    ['/api/payments/accounts', 'GET /payment/payment/accounts'],
    ['/api/payments/accounts/7', 'GET /payment/payment/accounts/7'],
    ['/api/payments/rejects', 'GET /payment/payment/rejects'],
  ];
  for (const [path, neighbour] of reads)
    it(`passes ${path} on, and the answer back as it is`, async () => {
      answers({ body: '{"a": [1.50, null], "ü": "x"}' });
      const { text, headers } = await get(path).expect(200);
      assert.equal(text, '{"a": [1.50, null], "ü": "x"}');
      assert.match(headers['content-type'] ?? '', /^application\/json/);
      assert.equal(headers['x-degraded'], undefined);
      assert.deepEqual(whats(), [neighbour]);
    });

  const writes: [path: string, body: object | undefined, neighbour: string, sent: object | undefined][] = [
    ['/api/offers', offer, 'POST /policy/offers', offer],
    ['/api/offers', { cmd: offer }, 'POST /policy/offers', offer],
    [
      '/api/policies/create',
      { offerNumber: '1', agentLogin: 'someone.else' },
      'POST /policy/policies',
      { offerNumber: '1', agentLogin: 'jimmy.solid' },
    ],
    [
      '/api/policies/create',
      { cmd: { offerNumber: '1', agentLogin: 'someone.else' } },
      'POST /policy/policies',
      { offerNumber: '1', agentLogin: 'jimmy.solid' },
    ],
    [
      '/api/policies/terminate',
      { policyNumber: '1' },
      'POST /policy/policies/terminate',
      { policyNumber: '1' },
    ],
    ['/api/payments/import', undefined, 'POST /payment/payment/import', undefined],
    ['/api/dashboard/totalsales', { a: 1 }, 'POST /dashboard/dashboard/totalsales', { a: 1 }],
    ['/api/dashboard/trends', { a: 1 }, 'POST /dashboard/dashboard/trends', { a: 1 }],
    ['/api/dashboard/agentssales', { a: 1 }, 'POST /dashboard/dashboard/agentssales', { a: 1 }],
  ];
  for (const [path, body, neighbour, sent] of writes)
    it(`passes ${path} ${JSON.stringify(body)} on`, async () => {
      answers({ body: { done: true } });
      await post(path, body).expect(200, { done: true });
      const [asked, ...more] = takeAsked();
      assert.deepEqual([asked?.what, asked?.body, more], [neighbour, sent, []]);
      assert.equal(asked?.headers['idempotency-key'], undefined);
    });

  it('passes the key of a purchase on, and what is refused with all its words', async () => {
    const refusal = { message: 'sold', code: 'OFFER_ALREADY_SOLD', policyNumber: '7' };
    answers({ status: 409, body: refusal });
    await post('/api/policies/create', { offerNumber: '1' })
      .set('Idempotency-Key', 'k 1')
      .expect(409, refusal);
    assert.equal(takeAsked()[0]?.headers['idempotency-key'], 'k 1');
    for (const status of [400, 404, 410, 422]) {
      const body = { message: 'no', code: 'CODE' };
      answers({ status, body });
      await get('/api/policies/1').expect(status, body);
      await get('/api/products').expect(status, body);
    }
  });

  it('sells only what the agent may sell', async () => {
    for (const productCode of ['HSI', 'car', '', 'toString']) {
      const { body } = await post('/api/offers', { productCode }).expect(403);
      assert.equal(body.code, 'FORBIDDEN');
      assert.match(body.message, /^productCode: you may not sell .*, only TRI, CAR$/);
    }
    const withoutRoles = await bearer('jimmy.solid', []);
    await post('/api/offers', offer, withoutRoles).expect(403);
    assert.deepEqual(takeAsked(), []);
  });

  it('refuses what it cannot read, and says why', async () => {
    const wrong: [path: string, type: string, body: string, status: number, message: RegExp][] = [
      ['/api/offers', 'json', '{}', 400, /^productCode: must be the code of a product$/],
      ['/api/offers', 'json', '{"productCode":1}', 400, /^productCode: /],
      ['/api/offers', 'json', '{"cmd":1}', 400, /^productCode: /],
      ['/api/offers', 'json', '[]', 400, /object/],
      ['/api/offers', 'json', '{"a":', 400, /JSON/],
      ['/api/offers', 'json', '', 400, /./],
      ['/api/offers', 'text', JSON.stringify(offer), 415, /must be application\/json/],
      ['/api/policies/create', 'json', '[]', 400, /object/],
      ['/api/dashboard/trends', 'json', '[]', 400, /object/],
      ['/api/offers', 'json', JSON.stringify({ ...offer, more: 'x'.repeat(200_000) }), 413, /large/],
    ];
    for (const [path, type, sent, status, message] of wrong) {
      const { body } = await post(path).type(type).send(sent).expect(status);
      assert.match(body.message, message);
      assert.match(body.code, /^(VALIDATION|UNSUPPORTED_MEDIA_TYPE|BODY_TOO_LARGE)$/);
    }
    assert.match((await get('/api/policies?q=a&q=b').expect(400)).body.message, /^q: must be given once$/);
    assert.deepEqual(takeAsked(), []);
  });

  it('lets nobody in without a token', async () => {
    const paths = [
      ...reads.map(([path]) => path),
      '/api/policies/1/arrivals',
      '/api/events/dead',
      '/api/nosuch',
    ];
    for (const path of paths) {
      const { body } = await anonymous().get(path).expect(401);
      assert.equal(body.code, 'UNAUTHORIZED');
    }
    for (const [path, body] of writes) await anonymous().post(path).send(body).expect(401);
    const forged = await bearer('admin', [], 'another secret');
    await get('/api/products', forged).expect(401);
    assert.deepEqual(takeAsked(), []);
    await anonymous().get('/health').expect(200, { status: 'UP' });
  });

  it('names the verbs of a path, and what is no path', async () => {
    const verbs: [verb: 'delete' | 'put' | 'patch' | 'get', path: string, allow: string][] = [
      ['delete', '/api/products/CAR', 'GET, HEAD'],
      ['put', '/api/offers', 'POST'],
      ['get', '/api/offers', 'POST'],
      ['patch', '/api/policies/create', 'POST'],
      ['delete', '/api/policies/1', 'GET, HEAD'],
      ['get', '/api/dashboard/totalsales', 'POST'],
      ['get', '/api/payments/import', 'POST'],
    ];
    for (const [verb, path, allow] of verbs) {
      const { body } = await anonymous()
        [verb](path)
        .set('Authorization', await bearer())
        .expect('Allow', allow)
        .expect(405);
      assert.equal(body.code, 'METHOD_NOT_ALLOWED');
    }
    for (const path of ['/api', '/api/nosuch', '/api/documents', '/nosuch'])
      assert.equal((await get(path).expect(404)).body.code, 'NOT_FOUND');
    assert.deepEqual(takeAsked(), []);
  });
});
