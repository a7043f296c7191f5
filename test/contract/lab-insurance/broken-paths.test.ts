import { describeBrokenPaths } from '#test/harness/broken-paths';

describeBrokenPaths('lab-insurance', [
  '/api/products/',
  '/api/policies/',
  '/api/payment/accounts/',
  ['product', '/products/'],
  ['policy', '/policies/'],
  ['documents', '/documents/'],
  ['payment', '/payment/accounts/'],
]);
