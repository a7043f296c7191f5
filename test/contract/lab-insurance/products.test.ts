// The products, through the gateway and asked directly.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import supertest from 'supertest';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { login } from '#test/lab-insurance/client';

const flood = {
  type: 'choice',
  code: 'FLOOD',
  index: 4,
  text: 'Located in flood risk area',
  choices: [
    { code: 'YES', label: 'Yes' },
    { code: 'NO', label: 'No' },
  ],
};
const claims = {
  type: 'numeric',
  code: 'NUM_OF_CLAIM',
  index: 3,
  text: 'Number of claims in last 5 years',
};

/** As the original answers them. */
const products = [
  {
    code: 'CAR',
    name: 'Happy Driver',
    image: '/static/car.jpg',
    description: 'Car insurance',
    covers: [{ code: 'C1', name: 'Assistance', optional: true }],
    questions: [claims],
    maxNumberOfInsured: 1,
    icon: 'car',
  },
  {
    code: 'FAI',
    name: 'Happy farm',
    image: '/static/farm.jpg',
    description: 'Farm insurance',
    covers: [
      { code: 'C1', name: 'Crops', optional: false, sumInsured: 200_000 },
      { code: 'C2', name: 'Flood', optional: false, sumInsured: 100_000 },
      { code: 'C3', name: 'Fire', optional: false, sumInsured: 50_000 },
      { code: 'C4', name: 'Equipment', optional: true, sumInsured: 300_000 },
    ],
    questions: [
      {
        type: 'choice',
        code: 'TYP',
        index: 1,
        text: 'Cultivation type',
        choices: [
          { code: 'ZB', label: 'Crop' },
          { code: 'KW', label: 'Vegetable' },
        ],
      },
      { type: 'numeric', code: 'AREA', index: 2, text: 'Area' },
      claims,
      flood,
    ],
    maxNumberOfInsured: 1,
    icon: 'apple',
  },
  {
    code: 'HSI',
    name: 'Happy House',
    image: '/static/house.jpg',
    description: 'House insurance',
    covers: [
      { code: 'C1', name: 'Fire', optional: false, sumInsured: 200_000 },
      { code: 'C2', name: 'Flood', optional: false, sumInsured: 100_000 },
      { code: 'C3', name: 'Theft', optional: false, sumInsured: 50_000 },
      { code: 'C4', name: 'Assistance', optional: true },
    ],
    questions: [
      {
        type: 'choice',
        code: 'TYP',
        index: 1,
        text: 'Apartment / House',
        choices: [
          { code: 'APT', label: 'Apartment' },
          { code: 'HOUSE', label: 'House' },
        ],
      },
      { type: 'numeric', code: 'AREA', index: 2, text: 'Area' },
      claims,
      flood,
    ],
    maxNumberOfInsured: 5,
    icon: 'building',
  },
  {
    code: 'TRI',
    name: 'Safe Traveller',
    image: '/static/travel.jpg',
    description: 'Travel insurance',
    covers: [
      { code: 'C1', name: 'Luggage', optional: false, sumInsured: 5000 },
      { code: 'C2', name: 'Illness', optional: false, sumInsured: 5000 },
      { code: 'C3', name: 'Assistance', optional: true },
    ],
    questions: [
      {
        type: 'choice',
        code: 'DESTINATION',
        index: 1,
        text: 'Destination',
        choices: [
          { code: 'EUR', label: 'Europe' },
          { code: 'WORLD', label: 'World' },
          { code: 'PL', label: 'Poland' },
        ],
      },
      { type: 'numeric', code: 'NUM_OF_ADULTS', index: 2, text: 'Number of adults' },
      { type: 'numeric', code: 'NUM_OF_CHILDREN', index: 3, text: 'Number of children' },
    ],
    maxNumberOfInsured: 10,
    icon: 'plane',
  },
];

describeForms('lab-insurance', 'product', { skip: withoutAddressOf('product') }, (deployed) => {
  const { request, services } = deployed;
  const product = supertest(services.product ?? '');
  let token = '';
  before(async () => {
    token = await login(deployed);
  });
  const get = (path: string) => request.get(path).set('Authorization', `Bearer ${token}`);

  it('shows all products by their codes', async () => {
    const { body, headers } = await get('/api/products').expect(200);
    assert.deepEqual(body, products);
    assert.equal(headers['x-degraded'], undefined);
    await product.get('/products').expect(200, products);
    await product.get('/products/').expect(200, products);
  });

  it('shows one product', async () => {
    for (const each of products) {
      await get(`/api/products/${each.code}`).expect(200, each);
      await get(`/api/products/${each.code}/`).expect(200, each);
      await product.get(`/products/${each.code}`).expect(200, each);
    }
    await request.head('/api/products/CAR').set('Authorization', `Bearer ${token}`).expect(200);
  });

  it('does not know others', async () => {
    for (const code of ['XXX', 'tri', '%20', 'TRI%20', 'A%2FB', '%7B%22%24gt%22%3A%22%22%7D', '%C3%BC']) {
      const { body } = await get(`/api/products/${code}`).expect(404);
      assert.equal(body.code, 'PRODUCT_NOT_FOUND');
      assert.match(body.message, /^There is no product /);
    }
  });

  it('refuses a code with a broken escape in its path', async () => {
    for (const code of ['%', '%zz', '%c3%28'])
      for (const answer of [await get(`/api/products/${code}`), await product.get(`/products/${code}`)]) {
        assert.equal(answer.status, 400);
        // OpenWhisk refuses such a path itself, in its own words.
        if (deployed.form === 'microservice') assert.equal(answer.body.code, 'VALIDATION');
      }
  });

  it('is only read', async () => {
    for (const path of ['/products', '/products/CAR'])
      for (const verb of ['post', 'put', 'delete'] as const) {
        const { body } = await product[verb](path).send({}).expect('Allow', 'GET, HEAD').expect(405);
        assert.equal(body.code, 'METHOD_NOT_ALLOWED');
      }
    assert.equal((await product.get('/nosuch').expect(404)).body.code, 'NOT_FOUND');
    await product.get('/health').expect(200, { status: 'UP' });
  });
});
