import assert from 'node:assert/strict';
import { it } from 'node:test';
import { formFrom, variablesOf } from './deployed-form.ts';

const form = {
  app: 'robot-shop',
  form: 'serverless',
  url: 'http://127.0.0.1:8081',
  services: { cart: 'http://127.0.0.1:9000/cart' },
  folder: '/tmp/files',
} as const;

it('a form is told by variables and read from them again', () => {
  const variables = variablesOf(form);
  assert.equal(variables.TEST_ROBOT_SHOP_SERVERLESS_URL, form.url);
  assert.deepEqual(formFrom('robot-shop', 'serverless', variables), form);
  assert.equal(formFrom('robot-shop', 'microservice', variables), undefined);
});

it('a URL is enough, and slashes at its end do not matter', () => {
  const found = formFrom('robot-shop', 'microservice', {
    TEST_ROBOT_SHOP_MICROSERVICE_URL: 'https://shop.example//',
  });
  assert.deepEqual(found, {
    app: 'robot-shop',
    form: 'microservice',
    url: 'https://shop.example',
    services: {},
  });
});

it('values that cannot be read are named with the remedy', () => {
  const url = { TEST_ROBOT_SHOP_SERVERLESS_URL: 'shop.example' };
  assert.throws(
    () => formFrom('robot-shop', 'serverless', url),
    /TEST_ROBOT_SHOP_SERVERLESS_URL is shop\.example; give the/,
  );
  for (const services of ['{', '7', 'null']) {
    const variables = { ...variablesOf(form), TEST_ROBOT_SHOP_SERVERLESS_SERVICES: services };
    assert.throws(
      () => formFrom('robot-shop', 'serverless', variables),
      /TEST_ROBOT_SHOP_SERVERLESS_SERVICES is .*; give a JSON object/,
    );
  }
});
