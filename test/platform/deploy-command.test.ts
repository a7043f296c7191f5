// `npm run deploy` as a person uses it, without stores: what it prints, and what it leaves alone.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { usePlatform } from './helper.ts';
import { hostBefore, withKinds } from './stock-host.ts';

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

type Command = ChildProcess & { stdout: NonNullable<ChildProcess['stdout']> };

const startScript = (script: string[], options: string[], variables: Record<string, string> = {}): Command =>
  spawn(process.execPath, [join(root, ...script), 'robot-shop', ...options], {
    cwd: root,
    env: { ...env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const start = (...options: string[]): Command => startScript(['compose', 'deploy.ts'], options);

/** The command for stores that need not be filled, on another host than the platform itself. */
const startWithoutStores = (apihost: string, ...options: string[]): Command =>
  startScript(['test', 'platform', 'deploy-without-stores.ts'], options, { OW_APIHOST: apihost });

/** What a command that fails prints on standard error, and its exit code. */
async function failureOf(child: Command): Promise<{ errors: string; code: number }> {
  assert.ok(child.stderr);
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { errors, code };
}

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
    const { errors, code: exitCode } = await failureOf(start(...options));
    assert.equal(exitCode, code);
    assert.match(errors, message);
    assert.doesNotMatch(errors, /\n +at /);
    assert.ok(!errors.includes(secret));
  });

test('a host without the runtime of the actions is refused before anything is made', async () => {
  const old = { kind: 'nodejs:20', deprecated: true };
  const apihost = await withKinds(platform.apihost, { kind: 'nodejs:16' }, { kind: 'python:3' }, old);
  const { errors, code } = await failureOf(startWithoutStores(apihost));
  assert.equal(code, 1, errors);
  assert.match(
    errors,
    /\nThe actions of Robot Shop need the runtime nodejs:20, and http:\S+ has only nodejs:16, python:3\. Nothing was deployed\. Add nodejs:20 to .*OW_APIHOST.*--image SERVICE=IMAGE for each of catalogue, /,
  );
  assert.doesNotMatch(errors, /Filling the stores/);
  assert.equal((await platform.api('packages/robot-shop')).status, 404);
});

test('Ctrl-C says how much is deployed, and how to continue it and to remove it; the same command continues', async () => {
  let puts = 0;
  let isHolding = true;
  const events = new EventEmitter();
  const held = once(events, 'held');
  const apihost = await hostBefore(platform.apihost, (method, url) => {
    if (!isHolding || method !== 'PUT' || !url.includes('/actions/')) return undefined;
    puts += 1;
    if (puts <= 3) return undefined;
    if (puts === 7) events.emit('held');
    return new Promise(() => undefined);
  });
  const child = startWithoutStores(apihost);
  const failure = failureOf(child);
  await held;
  child.kill('SIGINT');
  const { errors, code } = await failure;
  assert.equal(code, 130, errors);
  assert.match(
    errors,
    /\nStopped by SIGINT: 3 of 9 actions and 0 of 3 triggers, alarms and rules of Robot Shop are deployed to the namespace guest of http:\S+, and those under way may be; the same command, repeated, deploys the rest, and npm run deploy -- robot-shop --delete removes all of them\.\n$/,
  );
  isHolding = false;
  const again = startWithoutStores(apihost);
  assert.match(await text(again.stdout), /, 4 unchanged\n$/, 'the package and three actions');
});

test('a manifest is not written to what is no folder, and replaces nothing but files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  mkdirSync(join(folder, 'cart.zip'));
  for (const [given, message] of [
    ['/proc/none/there', /\n--manifest \/proc\/none\/there: this folder cannot be used \(ENOENT/],
    ['/dev/zero', /\n--manifest \/dev\/zero: this folder cannot be used \(EEXIST/],
    [folder, /\n--manifest: \S+\/cart\.zip is a folder, which is not replaced\. Remove it/],
  ] as const) {
    const { errors, code } = await failureOf(start('--manifest', given));
    assert.equal(code, 2, errors);
    assert.match(errors, message);
    assert.doesNotMatch(errors, /Filling the stores/);
  }
  rmSync(folder, { recursive: true });
});
