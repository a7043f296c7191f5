import { describeBrokenPaths } from '#test/harness/broken-paths';

describeBrokenPaths('robot-shop', [
  '/api/catalogue/product',
  '/api/user/check',
  '/api/cart/cart',
  '/api/shipping/calc',
  '/api/ratings/api/fetch',
  '/api/payment/order',
]);
