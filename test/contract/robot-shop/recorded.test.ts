import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { type Answer, assertSame, isNumber, isText } from './compare.ts';

interface Recorded {
  request: { method: string; path: string; json?: unknown; raw?: string; contentType?: string };
  answer: Answer;
}

const recording = readFileSync(new URL('./recorded.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');

/** Where we answer something else than the original on purpose: the request, and what is different. */
const fixed: Record<string, Partial<Answer>> = {
  // Passwords stay inside; other tests register users, too.
  'GET /api/user/users': {
    body: (users: unknown[]) => {
      assert.ok(users.length > 0);
      for (const user of users) assert.ok(!('password' in Object(user)));
    },
  },
  'POST /api/user/login {"name":"user","password":"password"}': { body: account('user', 'user@me.com') },
  'POST /api/user/login name=user&password=password': { body: account('user', 'user@me.com') },
  'POST /api/user/login {"name":"ada","password":"pw"}': { body: account('ada', 'a@b.c') },
  // An object instead of a text was read as an operator.
  'POST /api/user/login {"name":{"$gt":""},"password":"x"}': {
    status: 400,
    body: 'name or passowrd not supplied',
  },
  // Costs were believed, whatever they were.
  'POST /api/cart/shipping/c2 {"distance":1,"cost":-3,"location":"x"}': refusedShipping(),
  'POST /api/cart/shipping/c2 {"distance":1,"cost":"5","location":"x"}': refusedShipping(),
  // Python's text for a missing list.
  'POST /api/payment/pay/p1 {}': { body: 'the cart has no list of items' },
};

/** Where the data are others, not the behaviour: the recording was made with synthetic cities. */
const otherData: Record<string, Partial<Answer>> = {
  'GET /api/user/uniqueid': { body: { uuid: isText } },
  'GET /api/shipping/count': { body: isNumber },
  'GET /api/shipping/codes': {
    body: (codes: unknown[]) =>
      codes.map((code) => assertSame(code, { uuid: isNumber, code: isText, name: isText })),
  },
  'GET /api/shipping/match/de/cit': { body: (cities: unknown[]) => assert.ok(Array.isArray(cities)) },
  'GET /api/shipping/calc/1': { body: { distance: isNumber, cost: isNumber } },
};

describeForms('robot-shop', 'the recording of the original', ({ url }) => {
  const suffix = `-${randomUUID().slice(0, 8)}`;
  let orderid: unknown;

  it('can be replayed: what it buys is in stock', async () => {
    const products = (await (await fetch(`${url}/api/catalogue/products`)).json()) as Record<
      string,
      unknown
    >[];
    const soldOut = products.filter(({ instock }) => instock === 0).map(({ sku }) => sku);
    assert.ok(!['STAN-1', 'RMC', 'Watson'].some((sku) => soldOut.includes(sku)), `sold out: ${soldOut}`);
  });

  for (const [index, text] of recording.entries()) {
    const { request: asRecorded } = JSON.parse(text) as Recorded;
    const key = keyOf(asRecorded);
    it(`${index + 1}: ${key.slice(0, 100)}`, async () => {
      // Names that the recording makes up are made up anew for each run.
      const { request, answer } = JSON.parse(
        text.replace(/\b(ada2?|c[1239]|p1|o-[123])\b/g, `$1${suffix}`),
      ) as Recorded;
      const expected = expectedOf(key, answer);
      const response = await fetch(url + request.path, { method: request.method, ...contentOf(request) });
      const given = await response.text();
      const mediaType = response.headers.get('content-type')?.split(';')[0];
      const body: unknown = mediaType === 'application/json' ? JSON.parse(given) : given;

      const isReplay = Object(JSON.parse(text)).note === 'the same cart again';
      if (isReplay) {
        // The original dispatched the cart a second time and then said 404; we answer the order that it became.
        assert.equal(response.status, 200);
        assert.deepEqual(body, { orderid });
        return;
      }
      assert.equal(response.status, expected.status, given.slice(0, 300));
      assert.equal(mediaType, expected.contentType.split(';')[0]);
      assertSame(typeof answer.body === 'number' ? Number(given) : body, expected.body);
      if (key.includes('/pay/') && response.status === 200) orderid = Object(body).orderid;
    });
  }
});

function keyOf({ method, path, json, raw }: Recorded['request']): string {
  return [method, path, json === undefined ? raw : JSON.stringify(json)].filter(Boolean).join(' ');
}

/** The answer of the original with our differences; an account keeps the name that this run has made up. */
function expectedOf(key: string, answer: Answer): Answer {
  const expected = { ...answer, ...otherData[key], ...fixed[key] };
  const { body } = expected;
  const hasName = typeof body === 'object' && 'name' in Object(body);
  if (hasName && key in fixed) expected.body = { ...body, name: Object(answer.body).name };
  return expected;
}

function contentOf({ json, raw, contentType }: Recorded['request']): RequestInit {
  if (json === undefined && raw === undefined) return {};
  return {
    headers: { 'content-type': contentType ?? 'application/json' },
    body: raw ?? JSON.stringify(json),
  };
}

function account(name: string, email: string): object {
  return { _id: '<id>', name, email };
}

function refusedShipping(): Partial<Answer> {
  return {
    status: 400,
    contentType: 'text/html',
    body: 'shipping data wrong: distance and cost must be numbers of at least 0, location a text',
  };
}
