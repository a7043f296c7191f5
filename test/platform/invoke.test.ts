import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Activation, eventually, putAction, recordOf, storedRecord, usePlatform } from './helper.ts';

const platform = await usePlatform({ memoryMb: 1024 });
const { ow, api } = platform;

test('a blocking invocation returns the record, or only the result with result=true', async () => {
  await putAction(platform, 'hello', 'function main({ name }) { return { hello: name } }');
  const record = await recordOf(platform, 'hello', { name: 'you' });
  assert.deepEqual(record.response, { result: { hello: 'you' }, size: 15, status: 'success', success: true });
  assert.match(record.activationId, /^[0-9a-f]{32}$/);
  assert.ok(record.annotations.some(({ key }) => key === 'initTime'));
  const second = await recordOf(platform, 'hello', {});
  assert.ok(!second.annotations.some(({ key }) => key === 'initTime'), 'a warm start has no initTime');
  const result = await api('actions/hello?blocking=true&result=true', {
    method: 'POST',
    body: '{"name":"me"}',
  });
  assert.deepEqual(await result.json(), { hello: 'me' });
});

test('initialisation and first run each have the whole time limit, and the record has both durations', async () => {
  const busy = 'const until = Date.now() + 700; while (Date.now() < until);';
  await putAction(platform, 'slow-start', `${busy} function main() { ${busy} return {} }`, {
    limits: { timeout: 1200 },
  });
  const { response, annotations, duration } = await recordOf(platform, 'slow-start');
  assert.equal(response.status, 'success', JSON.stringify(response));
  const initTime = Number(annotations.find(({ key }) => key === 'initTime')?.value);
  assert.ok(initTime >= 700 && initTime < 1200, `initTime ${initTime}`);
  assert.ok(duration >= 1400, `duration ${duration}`);
});

test('a non-blocking invocation returns an id with which the record can be read later', async () => {
  await putAction(platform, 'later', 'async function main(args) { return args }');
  const { activationId } = await ow.actions.invoke({ name: 'later', params: { x: 1 } });
  assert.deepEqual((await storedRecord(platform, activationId)).response.result, { x: 1 });
  assert.deepEqual(
    ((await (await api(`activations/${activationId}/result`)).json()) as { result: object }).result,
    { x: 1 },
  );
  const listed = (await (await api('activations?name=later')).json()) as Activation[];
  assert.equal(listed[0]?.activationId, activationId);
});

test('a blocking invocation returns 202 after its timeout, and the action continues', async () => {
  await putAction(
    platform,
    'slow',
    'const main = () => new Promise((done) => setTimeout(() => done({ ok: 1 }), 300))',
  );
  const response = await api('actions/slow?blocking=true&timeout=20', { method: 'POST' });
  assert.equal(response.status, 202);
  const { activationId } = (await response.json()) as Activation;
  assert.equal((await api(`activations/${activationId}`)).status, 404);
  assert.deepEqual((await storedRecord(platform, activationId)).response.result, { ok: 1 });
});

const failures: [what: string, body: string, status: string, error: unknown, timeout: boolean][] = [
  ['an object with error', 'return { error: "bad", more: 1 }', 'application error', 'bad', false],
  ['a rejected promise', 'return Promise.reject({ why: 1 })', 'application error', { why: 1 }, false],
  ['a promise rejected with nothing', 'return Promise.reject()', 'application error', {}, false],
  [
    'a synchronous throw',
    'throw new Error("boom")',
    'action developer error',
    'An error has occurred: Error: boom',
    false,
  ],
  ['a text', 'return "x"', 'action developer error', 'The action did not return a dictionary.', false],
  ['null', 'return null', 'action developer error', /response: null$/, false],
  [
    'a value that JSON cannot represent',
    'return { a: 1n }',
    'action developer error',
    'Internal error.',
    false,
  ],
  ['process.exit in the middle', 'process.exit(3)', 'action developer error', /exited unexpectedly/, false],
  [
    'a killed process',
    'process.kill(process.pid, "SIGKILL")',
    'action developer error',
    /exited unexpectedly/,
    false,
  ],
  [
    'an unhandled rejection',
    'Promise.reject(1); return new Promise(() => {})',
    'action developer error',
    /exited/,
    false,
  ],
  [
    'no result within the time limit',
    'return new Promise(() => {})',
    'action developer error',
    /time limits of 300/,
    true,
  ],
  ['an endless loop', 'for (;;) {}', 'action developer error', /time limits of 300/, true],
];
for (const [what, body, status, error, timeout] of failures) {
  test(`${what} gives the status ${status}`, async () => {
    await putAction(platform, 'failing', `function main() { ${body} }`, { limits: { timeout: 300 } });
    const response = await api('actions/failing?blocking=true', { method: 'POST' });
    assert.equal(response.status, 502);
    const record = (await response.json()) as Activation;
    assert.equal(record.response.status, status);
    const found = record.response.result.error;
    if (error instanceof RegExp) assert.match(String(found), error);
    else assert.deepEqual(found, error);
    assert.equal(record.annotations.find(({ key }) => key === 'timeout')?.value, timeout);
    assert.equal((await storedRecord(platform, record.activationId)).response.status, status);
  });
}

test('an action that exceeds its memory limit is killed, with a clear error', async () => {
  const code =
    'const kept = []; async function main() { for (;;) { kept.push(Buffer.alloc(8e6, 1)); await new Promise(setImmediate) } }';
  await putAction(platform, 'hungry', code, { limits: { memory: 128, timeout: 20_000 } });
  const { response } = await recordOf(platform, 'hungry');
  assert.equal(response.status, 'action developer error');
  assert.match(String(response.result.error), /memory/);
});

test('code that cannot be loaded gives a developer error with the reason', async () => {
  await putAction(platform, 'broken', 'function main( {');
  const { response } = await recordOf(platform, 'broken');
  assert.match(String(response.result.error), /^Initialization has failed due to: SyntaxError/);
  await putAction(platform, 'nomain', 'function other() {}');
  assert.match(
    String((await recordOf(platform, 'nomain')).response.result.error),
    /'main' is not a function/,
  );
});

test('a process that ends while it loads gives an error at the time limit, and an event at once', async () => {
  await putAction(platform, 'stillborn', 'console.error("no luck"); process.exit(1)', {
    limits: { timeout: 300 },
  });
  const record = await recordOf(platform, 'stillborn');
  assert.match(String(record.response.result.error), /during initialization/);
  assert.ok(platform.events.some((line) => line.includes('stillborn')));
});

test('after a failed activation the next one gets a new process', async () => {
  await putAction(
    platform,
    'moody',
    'let n = 0; function main({ fail }) { n += 1; if (fail) throw 1; return { n, pid: process.pid } }',
  );
  const first = (await recordOf(platform, 'moody')).response.result;
  await recordOf(platform, 'moody', { fail: true });
  const next = (await recordOf(platform, 'moody')).response.result;
  assert.equal(next.n, 1);
  assert.notEqual(next.pid, first.pid);
  assert.ok(await eventually(async () => !(await platform.instances()).some(({ pid }) => pid === first.pid)));
});

test('an array is returned without a record, and is refused as a payload', async () => {
  await putAction(platform, 'list', 'function main() { return [1, 2] }');
  assert.deepEqual(await (await api('actions/list?blocking=true', { method: 'POST' })).json(), [1, 2]);
  assert.equal((await api('actions/list', { method: 'POST', body: '[1]' })).status, 400);
});

test('a payload of more than one mebibyte gives 413, such a result an application error', async () => {
  const code = 'function main({ n }) { return { s: "x".repeat(n) } }';
  await putAction(platform, 'big', code);
  const body = JSON.stringify({ s: 'x'.repeat(1_048_576) });
  assert.equal((await api('actions/big', { method: 'POST', body })).status, 413);
  const { response } = await recordOf(platform, 'big', { n: 1_048_576 });
  assert.equal(response.status, 'application error');
  assert.match(String(response.result.error), /exceeded the allowed length: 1048584 > 1048576/);
});

test('an action gets variables about its activation, and no others of the platform', async () => {
  process.env.DIPTYCH_SECRET = 'not for actions';
  const code = `function main() {
    const e = process.env;
    return { name: e.__OW_ACTION_NAME, ns: e.__OW_NAMESPACE, v: e.__OW_ACTION_VERSION, id: e.__OW_ACTIVATION_ID,
      key: typeof e.__OW_API_KEY, secret: typeof e.DIPTYCH_SECRET, home: e.HOME, host: e.__OW_API_HOST,
      left: Number(e.__OW_DEADLINE) - Date.now() };
  }`;
  await putAction(platform, 'who', code);
  const record = await recordOf(platform, 'who');
  const { name, ns, v, id, key, secret, home, host, left } = record.response.result;
  assert.deepEqual([name, ns, v], ['/guest/who', 'guest', '0.0.1']);
  assert.deepEqual(
    [id, key, secret, host],
    [record.activationId, 'undefined', 'undefined', platform.apihost],
  );
  assert.notEqual(home, process.env.HOME);
  assert.ok(Number(left) > 50_000);
  delete process.env.DIPTYCH_SECRET;
});

test('an action that gets the key can call the API with the openwhisk package', async () => {
  await putAction(platform, 'inner', 'function main({ x }) { return { doubled: 2 * x } }');
  const code = `async function main({ x }) {
    const ow = require('openwhisk')();
    return ow.actions.invoke({ name: 'inner', blocking: true, result: true, params: { x } });
  }`;
  await putAction(platform, 'outer', code, { annotations: { 'provide-api-key': true } });
  assert.deepEqual((await recordOf(platform, 'outer', { x: 4 })).response.result, { doubled: 8 });
});
