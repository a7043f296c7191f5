// `npm run deploy` as a person uses it, without stores: what it prints, and what it leaves alone.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { usePlatform } from './helper.ts';

const root = join(import.meta.dirname, '..', '..');
const platform = await usePlatform();
const secret = 'not-to-be-seen';
const env = {
  ...process.env,
  PLACEMENT: '',
  NODE_TEST_CONTEXT: undefined,
  OW_APIHOST: platform.apihost,
  OW_AUTH: platform.key,
  MONGO_URL: `mongodb://me:${secret}@127.0.0.1:9`,
  REDIS_URL: 'redis://127.0.0.1:9',
  MYSQL_URL: 'mysql://127.0.0.1:9',
  PAYMENT_PROVIDER_URL: 'http://127.0.0.1:9',
};

const start = (...options: string[]): ChildProcess & { stdout: NonNullable<ChildProcess['stdout']> } =>
  spawn(process.execPath, [join(root, 'compose', 'deploy.ts'), 'robot-shop', ...options], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function outputOf(...options: string[]): Promise<string> {
  const child = start(...options);
  const errors = child.stderr === null ? Promise.resolve('') : text(child.stderr);
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  assert.equal(code, 0, await errors);
  return output;
}

const put = async (path: string, body: object): Promise<void> => {
  const { status } = await platform.api(path, { method: 'PUT', body: JSON.stringify(body) });
  assert.equal(status, 200, path);
};

test('--dry-run says what would change, without secrets, and changes nothing', async () => {
  await put('packages/robot-shop', {});
  await put('actions/robot-shop/cart', { exec: { kind: 'nodejs:20', code: 'exports.main = () => ({})' } });
  const output = await outputOf('--dry-run');
  assert.match(output, /^unchanged +package +robot-shop\n/);
  assert.match(
    output,
    /\nchanged +action +robot-shop\/cart +code, .*parameter REDIS_URL, .*annotation web-export, /,
  );
  assert.match(output, /\ncreated +rule +robot-shop-payment-sweep-timer-rule\n/);
  assert.match(output, /: 11 created, 1 changed, 1 unchanged\. Nothing was changed\.\n$/);
  assert.ok(!output.includes(secret) && !output.includes(platform.key));
  assert.equal((await platform.api('actions/robot-shop/user')).status, 404);
});

test('--delete says what it has removed and what was not there', async () => {
  const output = await outputOf('--delete');
  assert.match(output, /\nremoved +action +robot-shop\/cart\n/);
  assert.match(output, /\nnot there +action +robot-shop\/user\n/);
  assert.match(output, /\nremoved +package +robot-shop\n/);
  assert.equal((await platform.api('packages/robot-shop')).status, 404);
});

test('--fire fires the triggers at once, and ends at Ctrl-C', async () => {
  const trigger = 'robot-shop-payment-sweep-timer';
  await put(`triggers/${trigger}`, {});
  const child = start('--fire');
  assert.ok(child.stderr);
  for await (const line of createInterface({ input: child.stderr })) {
    assert.ok(line.endsWith(`fired ${trigger}`), line);
    break;
  }
  child.kill('SIGINT');
  await once(child, 'exit');
});

for (const [mistake, options, code, message] of [
  [
    'stores that cannot be reached',
    [],
    1,
    /The stores cannot be filled: .+\. Nothing was deployed\. Check the/,
  ],
  [
    'an address in place of a host',
    ['--store-host', 'http://a b'],
    2,
    /STORE_HOST is 'http:\/\/a b': give a name/,
  ],
] as const)
  test(`${mistake} end the command with a sentence, without a stack and without secrets`, async () => {
    const child = start(...options);
    assert.ok(child.stderr);
    const [errors, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    assert.equal(exitCode, code);
    assert.match(errors, message);
    assert.doesNotMatch(errors, /\n +at /);
    assert.ok(!errors.includes(secret));
  });
