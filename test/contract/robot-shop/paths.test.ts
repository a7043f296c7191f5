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

describeForms('robot-shop', 'paths with a broken escape', ({ request }) => {
  for (const path of broken)
    it(`${path} is the caller's mistake`, async () => void (await request.get(path).expect(400)));

  // As the original, which answers 500 also for what its framework refuses.
  it('/api/payment/order/%zz is answered as the original would', async () => {
    await request.get('/api/payment/order/%zz').expect(500, /^400 Bad Request: /);
  });
});
