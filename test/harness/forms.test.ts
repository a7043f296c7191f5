import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms, withoutAddressOf } from './forms.ts';

const form = { app: 'robot-shop', form: 'serverless', url: 'http://127.0.0.1:8081', services: {} } as const;

it('a form is skipped where the address of a service is not known, with the variable that names it', () => {
  assert.equal(
    withoutAddressOf('cart', 'payment')(form),
    'the address of cart, payment is not known: name it in TEST_ROBOT_SHOP_SERVERLESS_SERVICES',
  );
  const known = { ...form, services: { cart: 'http://127.0.0.1:9000' } };
  assert.equal(withoutAddressOf('cart')(known), false);
});

it('a misspelt application or service is an error, because it would be skipped for ever', () => {
  assert.throws(() => withoutAddressOf('carts')(form), /no service carts of robot-shop/);
  assert.throws(() => describeForms('robot-shops', 'cart', () => {}), /no application robot-shops/);
});
