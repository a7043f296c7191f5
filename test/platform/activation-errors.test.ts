import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionClient, actionUrl } from '#shared/actions/client';
import { conflict, isKind, ServiceError } from '#shared/errors';
import { putAction, usePlatform } from './helper.ts';

const platform = await usePlatform({ memoryMb: 1024 });
const actionOf = (name: string) => actionClient(actionUrl(platform.apihost, name), platform.key);

test('an error of errors.ts that an action throws is thrown to its caller', async () => {
  const { name, message, ...own } = conflict('the cart has changed');
  const thrown = JSON.stringify({ name, message, ...own });
  await putAction(
    platform,
    'refuses',
    `async function main() { throw Object.assign(new Error(), ${thrown}) }`,
  );
  await assert.rejects(actionOf('refuses').invoke({}), (error) => {
    assert.ok(isKind(error, 'conflict'), String(error));
    assert.equal(error.message, 'the cart has changed');
    return true;
  });
});

test('an action that fails in another way gives a plain error, and a missing action is unavailable', async () => {
  await putAction(platform, 'fails', 'async function main() { throw new TypeError("no") }');
  await putAction(platform, 'dies', 'function main() { process.exit(1) }');
  for (const action of ['fails', 'dies'])
    await assert.rejects(actionOf(action).invoke({}), (error) => {
      assert.ok(error instanceof Error && !(error instanceof ServiceError), String(error));
      return error.message.startsWith(`action ${action} failed`);
    });
  await assert.rejects(actionOf('nowhere').invoke({}), (error) => isKind(error, 'unavailable'));
  await assert.rejects(actionOf('nowhere').start({}), (error) => isKind(error, 'unavailable'));
});

test('an action of an OpenWhisk that cannot be reached is unavailable', async () => {
  const away = actionClient(actionUrl('http://127.0.0.1:1', 'refuses'), platform.key);
  await assert.rejects(away.invoke({}), (error) => isKind(error, 'unavailable'));
  await assert.rejects(away.start({}), (error) => isKind(error, 'unavailable'));
});

test('a call that takes longer than its deadline gives deadline-exceeded', async () => {
  await putAction(platform, 'hangs', 'const main = () => new Promise((done) => setTimeout(done, 500, {}))');
  await assert.rejects(actionOf('hangs').invoke({}, 50), (error) => isKind(error, 'deadline-exceeded'));
});

test('parameters that are longer than the platform takes are too large, and a wrong key is unauthenticated', async () => {
  await putAction(platform, 'takes', 'const main = () => ({})');
  const long = { text: 'x'.repeat(1024 ** 2) };
  await assert.rejects(actionOf('takes').invoke(long), (error) => isKind(error, 'too-large'));
  await assert.rejects(actionOf('takes').start(long), (error) => isKind(error, 'too-large'));
  const stranger = actionClient(actionUrl(platform.apihost, 'takes'), 'nobody:secret');
  await assert.rejects(stranger.invoke({}), (error) => isKind(error, 'unauthenticated'));
  await assert.rejects(stranger.start({}), (error) => isKind(error, 'unauthenticated'));
});
