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
  for (const services of ['{', '7', 'null', '[]']) {
    const variables = { ...variablesOf(form), TEST_ROBOT_SHOP_SERVERLESS_SERVICES: services };
    assert.throws(
      () => formFrom('robot-shop', 'serverless', variables),
      /TEST_ROBOT_SHOP_SERVERLESS_SERVICES is .*; give a JSON object/,
    );
  }
});

it('a variable that no test reads is refused with the names that there are', () => {
  for (const name of [
    'TEST_ROBOTSHOP_SERVERLESS_URL',
    'TEST_ROBOT_SHOP_SERVERLES_URL',
    'TEST_LAB_INSURANCE_MICROSERVICES_URL',
    'TEST_SOCIAL_NETWORK_SERVERLESS_URI',
    'TEST_ROBOT_SHOP_SERVERLESS',
    'TEST_SERVERLESS_URL',
  ])
    assert.throws(
      () => formFrom('robot-shop', 'serverless', { [name]: 'http://127.0.0.1:1' }),
      new RegExp(`^Error: No test reads ${name}: write TEST_<APP>_<FORM>_URL.* ROBOT_SHOP,.* SERVERLESS$`),
    );
  const others = {
    TEST_PICTURES: '/tmp',
    TEST_IN_PROCESS: '1',
    TEST_DATABASE_URL: 'x',
    OPENWHISK_TEST_URL: 'x',
  };
  assert.equal(formFrom('robot-shop', 'serverless', others), undefined);
});

it('addresses without the URL of the gateway are refused', () => {
  const { TEST_ROBOT_SHOP_SERVERLESS_URL: _, ...rest } = variablesOf(form);
  assert.throws(
    () => formFrom('robot-shop', 'serverless', rest),
    /TEST_ROBOT_SHOP_SERVERLESS_SERVICES is set without TEST_ROBOT_SHOP_SERVERLESS_URL; give/,
  );
});

it('a service that the application does not have, and an address that is none, are refused by name', () => {
  const read = (services: object) =>
    formFrom('robot-shop', 'serverless', {
      ...variablesOf(form),
      TEST_ROBOT_SHOP_SERVERLESS_SERVICES: JSON.stringify(services),
    });
  for (const name of ['carts', 'Cart', 'toString', 'policy', ''])
    assert.throws(
      () => read({ [name]: 'http://127.0.0.1:1' }),
      /names .*, which is no service of robot-shop; give .*cart, /,
    );
  for (const url of ['127.0.0.1:80', 7, null, 'ftp://host', 'http://'])
    assert.throws(() => read({ cart: url }), /SERVICES has .* for cart; give an http:\/\//);
  assert.deepEqual(read({ 'payment-sweep': 'http://127.0.0.1:1/' })?.services, {
    'payment-sweep': 'http://127.0.0.1:1',
  });
});
