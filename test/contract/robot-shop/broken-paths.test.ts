import { describeBrokenPaths } from '#test/harness/broken-paths';

describeBrokenPaths('robot-shop', [
  '/api/catalogue/product/',
  '/api/catalogue/search/',
  '/api/user/check/',
  '/api/user/history/',
  '/api/cart/cart/',
  '/api/shipping/calc/',
  '/api/shipping/cities/',
  '/api/ratings/api/fetch/',
  '/api/payment/order/',
]);
