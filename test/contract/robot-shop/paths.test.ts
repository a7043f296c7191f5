import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';

/** A path of each service with a part that has a broken escape. */
const broken = [
  '/api/catalogue/product/%zz',
  '/api/catalogue/search/100%',
  '/api/cart/cart/%E0%A4',
  '/api/user/check/%c3%28',
  '/api/shipping/calc/%',
  '/api/ratings/api/fetch/%zz',
];

describeForms('robot-shop', 'paths with a broken escape', ({ form, request }) => {
  for (const path of broken)
    it(`${path} is the caller's mistake`, async () => void (await request.get(path).expect(400)));

  // As the original, which answers 500 also for what its framework refuses; OpenWhisk refuses such a path itself.
  it('/api/payment/order/%zz is answered as the original would, where the request reaches payment', async () => {
    const { status, text } = await request.get('/api/payment/order/%zz');
    if (form === 'microservice' || status === 500)
      assert.match(`${status} ${text}`, /^500 400 Bad Request: /);
    else assert.equal(status, 400);
  });
});
