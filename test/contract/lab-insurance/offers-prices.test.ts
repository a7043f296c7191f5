// What covers cost: asked of pricing directly, and as an offer through the gateway.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import supertest from 'supertest';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { login } from '#test/lab-insurance/client';

type Answers = Record<string, string | number>;
type Prices = Record<string, number>;

const travel = (NUM_OF_ADULTS: number, NUM_OF_CHILDREN: number, DESTINATION: string): Answers => ({
  NUM_OF_ADULTS,
  NUM_OF_CHILDREN,
  DESTINATION,
});
const building = (TYP: string, AREA: number, NUM_OF_CLAIM: number, FLOOD: string): Answers => ({
  TYP,
  AREA,
  NUM_OF_CLAIM,
  FLOOD,
});

/** The worked prices of the original; those whose covers are not enough for an offer are asked of pricing alone. */
const worked: [productCode: string, answers: Answers, prices: Prices, total: number][] = [
  ['TRI', travel(1, 1, 'EUR'), { C1: 26, C2: 52 }, 78],
  ['TRI', travel(1, 1, 'EUR'), { C1: 26, C2: 52, C3: 20 }, 98],
  ['TRI', travel(2, 1, 'PL'), { C1: 68, C2: 78, C3: 30 }, 176],
  ['TRI', travel(2, 3, 'WORLD'), { C1: 102, C2: 195, C3: 75 }, 372],
  ['HSI', building('APT', 95, 1, 'NO'), { C1: 118.75, C2: 23.75, C3: 30 }, 172.5],
  ['HSI', building('APT', 95, 1, 'NO'), { C1: 118.75, C2: 23.75, C3: 30, C4: 50 }, 222.5],
  ['HSI', building('HOUSE', 120, 2, 'YES'), { C1: 337.5, C2: 101.25, C3: 56.25, C4: 93.75 }, 588.75],
  ['HSI', building('APT', 33, 3, 'YES'), { C1: 77.35, C2: 15.48, C3: 56.25, C4: 93.75 }, 242.83],
  ['FAI', building('ZB', 1, 0, 'NO'), { C1: 10, C2: 20, C3: 30, C4: 40 }, 100],
  ['FAI', building('ZB', 1, 0, 'YES'), { C1: 15, C2: 30, C3: 45, C4: 60 }, 150],
  ['FAI', building('KW', 1, 3, 'YES'), { C1: 30, C2: 60, C3: 90, C4: 120 }, 300],
  ['CAR', { NUM_OF_CLAIM: 2 }, { C1: 100 }, 100],
  ['CAR', { NUM_OF_CLAIM: 3 }, { C1: 5000 }, 5000],
];

const car = (changes: object = {}) => ({
  productCode: 'CAR',
  policyFrom: '2031-01-01',
  policyTo: '2031-12-31',
  selectedCovers: ['C1'],
  answers: [{ questionCode: 'NUM_OF_CLAIM', answer: 2 }],
  ...changes,
});
const house = (changes: Record<string, unknown>) => ({
  productCode: 'HSI',
  selectedCovers: ['C1', 'C2', 'C3', 'C4'],
  answers: Object.entries({ ...building('APT', 95, 1, 'NO'), ...changes })
    .filter(([, answer]) => answer !== undefined)
    .map(([questionCode, answer]) => ({ questionCode, answer })),
});
const claims = (answer: unknown) => car({ answers: [{ questionCode: 'NUM_OF_CLAIM', answer }] });

describeForms('lab-insurance', 'pricing', { skip: withoutAddressOf('pricing') }, (deployed) => {
  const { request, services } = deployed;
  const pricing = supertest(services.pricing ?? '');
  const calculate = (body: object) => pricing.post('/pricing/calculate').send(body);
  let token = '';
  before(async () => {
    token = await login(deployed);
  });
  const offer = (body: object) =>
    request.post('/api/offers').set('Authorization', `Bearer ${token}`).send(body);

  for (const [index, [productCode, answers, coversPrices, totalPrice]] of worked.entries())
    it(`calculates the worked example ${index + 1}, also as an offer`, async () => {
      const question = {
        productCode,
        policyFrom: '2031-01-01',
        policyTo: '2031-12-31',
        selectedCovers: Object.keys(coversPrices),
        answers: Object.entries(answers).map(([questionCode, answer]) => ({
          type: typeof answer === 'number' ? 'numeric' : 'choice',
          questionCode,
          answer,
        })),
      };
      await calculate(question).expect(200, { totalPrice, coversPrices });
      const { body } = await offer(question).expect(200);
      assert.match(body.offerNumber, /^[0-9a-f-]{36}$/);
      assert.deepEqual(body, { offerNumber: body.offerNumber, totalPrice, coversPrices });
      const wrapped = (await offer({ cmd: question }).expect(200)).body;
      assert.deepEqual({ ...wrapped, offerNumber: body.offerNumber }, body);
      assert.notEqual(wrapped.offerNumber, body.offerNumber);
    });

  it('rounds each cover to cents after its last rule, and sums up what it answers', async () => {
    const prices = async (changes: Answers) => {
      const { body } = await calculate(house(changes)).expect(200);
      return [...Object.values(body.coversPrices as Prices), body.totalPrice];
    };
    assert.deepEqual(await prices({ AREA: 47.5 }), [59.38, 11.88, 30, 50, 151.26]);
    assert.deepEqual(await prices({ AREA: 33.333 }), [41.67, 8.33, 30, 50, 130]);
    assert.deepEqual(await prices({ AREA: 0.005, FLOOD: 'YES' }), [0.01, 0, 45, 75, 120.01]);
    assert.deepEqual(await prices({ NUM_OF_CLAIM: 1.5 }), [148.44, 29.69, 37.5, 62.5, 278.13]);
    assert.deepEqual(await prices({ AREA: -10 }), [-12.5, -2.5, 30, 50, 65]);
    assert.deepEqual(await prices({ TYP: 'HOUSE', AREA: 100.5 }), [150.75, 45.23, 30, 50, 275.98]);
    assert.deepEqual(await prices({ AREA: 1e12 }), [1.25e12, 0.25e12, 30, 50, 1_500_000_000_080]);
  });

  it('takes numbers as texts, and adds them', async () => {
    for (const answer of ['3', ' 3 ', '3e0', '3.0', '+3'])
      await calculate(claims(answer)).expect(200, { totalPrice: 5000, coversPrices: { C1: 5000 } });
    const { body } = await calculate({
      productCode: 'TRI',
      selectedCovers: ['C2'],
      answers: Object.entries({ ...travel(0, 1, 'EUR'), NUM_OF_ADULTS: '1' }).map(
        ([questionCode, answer]) => ({
          questionCode,
          answer,
        }),
      ),
    }).expect(200);
    assert.deepEqual(body, { totalPrice: 52, coversPrices: { C2: 52 } });
  });

  it('takes a single value for a list, a cover once, no covers, dates in two forms or none, and more than it knows', async () => {
    const same = { totalPrice: 100, coversPrices: { C1: 100 } };
    for (const changes of [
      { selectedCovers: 'C1' },
      { selectedCovers: ['C1', 'C1'] },
      { answers: { questionCode: 'NUM_OF_CLAIM', answer: 2 } },
      { policyFrom: [2031, 1, 1], policyTo: null },
      { policyFrom: undefined, policyTo: undefined },
      { unknown: { a: 1 } },
    ])
      await calculate(car(changes)).expect(200, same);
    const other = { type: 'text', questionCode: 'EXTRA', answer: 'x' };
    await calculate(car({ answers: [...car().answers, other] })).expect(200, same);
    await calculate(car({ selectedCovers: [] })).expect(200, { totalPrice: 0, coversPrices: {} });
  });

  const wrong: [what: string, body: object, message: RegExp][] = [
    ['no product', car({ productCode: undefined }), /^productCode: must be the code of a product$/],
    ['a product that is a number', car({ productCode: 1 }), /^productCode: /],
    ['no covers', car({ selectedCovers: undefined }), /^selectedCovers: /],
    [
      'covers that are null',
      car({ selectedCovers: null }),
      /^selectedCovers\.0: must be the code of a cover$/,
    ],
    ['a cover that is null', car({ selectedCovers: ['C1', null] }), /^selectedCovers\.1: /],
    [
      'an unknown cover',
      car({ selectedCovers: ['C1', 'C9'] }),
      /^selectedCovers: CAR has no cover 'C9', only C1$/,
    ],
    ['no answers', car({ answers: undefined }), /^answers: /],
    ['no answer', car({ answers: [] }), /^answers: NUM_OF_CLAIM: expected a value, found none$/],
    ['an answer to nothing', car({ answers: [{ answer: 2 }] }), /^answers\.0\.questionCode: /],
    ['an answer that is null', claims(null), /^answers\.0\.answer: must be a text or a number$/],
    ['an answer that is true', claims(true), /^answers\.0\.answer: /],
    ['an answer that is a list', claims([1]), /^answers\.0\.answer: /],
    ['a text for a number', claims('abc'), /^answers: NUM_OF_CLAIM: expected a number, found 'abc'$/],
    ['an empty text for a number', claims(''), /^answers: NUM_OF_CLAIM: expected a number, found ''$/],
    ['a comma for a point', claims('3,5'), /^answers: NUM_OF_CLAIM: expected a number, found '3,5'$/],
    ['a number in base 16', claims('0x10'), /^answers: NUM_OF_CLAIM: expected a number/],
    ['a number beyond all measure', claims('1e400000000'), /^answers\.0\.answer: must be a number between/],
    [
      'the same question twice',
      car({ answers: [...car().answers, ...car().answers] }),
      /NUM_OF_CLAIM is answered more/,
    ],
    [
      'a price that JSON does not hold to the cent',
      {
        productCode: 'TRI',
        selectedCovers: ['C1'],
        answers: Object.entries(travel(1e12, 0, 'PL')).map(([questionCode, answer]) => ({
          questionCode,
          answer,
        })),
      },
      /^answers: the price is beyond 9999999999999.99 euro$/,
    ],
    ['a type without a rule', house({ TYP: 'HUT' }), /^answers: C1 of HSI has no price for TYP = 'HUT'$/],
    ['no answer for a markup', house({ FLOOD: undefined }), /^answers: FLOOD: expected a value, found none$/],
    ['a day that does not exist', car({ policyFrom: '2031-02-30' }), /^policyFrom: must be a date such as/],
    ['a date in another order', car({ policyTo: '31.12.2031' }), /^policyTo: must be a date such as/],
    ['a list', [], /object/],
    ['a command in a field', { cmd: car() }, /^productCode: /],
  ];
  for (const [what, body, message] of wrong)
    it(`refuses ${what} and names it`, async () => {
      const answer = await calculate(body).expect(400);
      assert.equal(answer.body.code, 'VALIDATION');
      assert.match(answer.body.message, message);
    });

  it('does not know other products', async () => {
    for (const productCode of ['XXX', 'car', '']) {
      const { body } = await calculate(car({ productCode })).expect(404);
      assert.equal(body.code, 'PRODUCT_NOT_FOUND');
    }
  });

  it('refuses what is no JSON, other verbs and other paths', async () => {
    const send = (type: string, text: string) => pricing.post('/pricing/calculate').type(type).send(text);
    for (const text of ['{"productCode":', 'null', '"CAR"', ''])
      assert.equal((await send('json', text).expect(400)).body.code, 'VALIDATION');
    for (const type of ['text', 'xml'])
      assert.equal((await send(type, JSON.stringify(car())).expect(415)).body.code, 'UNSUPPORTED_MEDIA_TYPE');
    const refused = await pricing.get('/pricing/calculate').expect('Allow', 'POST').expect(405);
    assert.equal(refused.body.code, 'METHOD_NOT_ALLOWED');
    assert.equal((await pricing.post('/pricing').send(car()).expect(404)).body.code, 'NOT_FOUND');
    await pricing.get('/health').expect(200, { status: 'UP' });
  });

  it('gives the same prices to all who ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => calculate(house({ AREA: n, NUM_OF_CLAIM: n % 3 }))),
    );
    for (const [n, { status, body }] of answers.entries()) {
      assert.equal(status, 200);
      const { body: again } = await calculate(house({ AREA: n, NUM_OF_CLAIM: n % 3 }));
      assert.deepEqual(body, again);
    }
  });

  it('makes offers only for what the agent may sell', async () => {
    for (const username of ['admin', 'danny.solid', 'agent1']) {
      const theirs = await login(deployed, username, username === 'danny.solid' ? 'secret' : username);
      const answer = await request.post('/api/offers').set('Authorization', `Bearer ${theirs}`).send(car());
      assert.equal(answer.status, 403);
      assert.deepEqual(answer.body, {
        message: 'productCode: you may not sell CAR, only TRI, HSI',
        code: 'FORBIDDEN',
      });
    }
    await offer(car({ productCode: 'XXX' })).expect(403);
  });
});
