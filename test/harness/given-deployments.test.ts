// `npm test -- LEVEL --on APP=URL`
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usePlatform } from '#test/platform/helper';
import { levels } from '../levels.ts';
import { levelsFor, variablesOfGiven } from './given-deployments.ts';

const url = 'http://127.0.0.1:8081';

test('a deployment is told with the services on its OpenWhisk and those in variables', async () => {
  const { apihost, key } = await usePlatform();
  const env = { OW_APIHOST: apihost, OW_AUTH: key, PAYMENT_PROVIDER_URL: 'http://127.0.0.1:9000' };
  const { TEST_ROBOT_SHOP_SERVERLESS_SERVICES: services = '', ...rest } = await variablesOfGiven(
    [`robot-shop=${url}`],
    env,
  );
  assert.deepEqual(rest, { TEST_ROBOT_SHOP_SERVERLESS_URL: url, TEST_AT_ONCE: '1' });
  const {
    cart,
    web,
    'payment-provider': provider,
    dispatch,
  } = JSON.parse(services) as Record<string, string>;
  assert.equal(cart, `${apihost}/api/v1/web/guest/robot-shop/cart`);
  assert.equal(provider, 'http://127.0.0.1:9000');
  assert.deepEqual([web, dispatch], [undefined, undefined]);
});

test('without its OpenWhisk only the front door is known', async () => {
  assert.deepEqual(await variablesOfGiven([`robot-shop=${url}`], { TEST_AT_ONCE: '8' }), {
    TEST_ROBOT_SHOP_SERVERLESS_URL: url,
    TEST_ROBOT_SHOP_SERVERLESS_SERVICES: '{}',
    TEST_AT_ONCE: '8',
  });
});

test('a level runs the files of the deployed application only', () => {
  const chosen = levels.filter(({ name }) => name === 'contract' || name === 'browser');
  const files = levelsFor(chosen, [`robot-shop=${url}`]).flatMap((level) => level.files);
  assert.ok(files.includes('test/contract/robot-shop/cart.test.ts'));
  assert.ok(files.includes('test/browser/robot-shop.test.ts'));
  assert.deepEqual(
    files.filter((file) => !file.includes('robot-shop')),
    [],
  );
});
