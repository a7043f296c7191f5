import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { putAction, recordOf, usePlatform } from './helper.ts';

const platform = await usePlatform();
const { ow, api } = platform;
const echo = 'function main(args) { return args }';
const exec = { kind: 'nodejs:20', code: echo };
const put = (path: string, body: object): Promise<Response> =>
  api(path, { method: 'PUT', body: JSON.stringify(body) });

test('an action is created, read, updated, listed and deleted through the npm client', async () => {
  const created = await ow.actions.create({ name: 'crud', action: echo });
  assert.equal(created.version, '0.0.1');
  assert.equal(created.exec.kind, 'nodejs:20');
  assert.deepEqual(created.limits, { timeout: 60_000, memory: 256, logs: 10, concurrency: 1 });
  await assert.rejects(ow.actions.create({ name: 'crud', action: echo }), /HTTP 409/);
  const updated = await ow.actions.update({
    name: 'crud',
    action: 'function main() { return {second: true} }',
  });
  assert.equal(updated.version, '0.0.2');
  assert.match(JSON.stringify(await ow.actions.get({ name: 'crud' })), /second/);
  assert.deepEqual(
    (await ow.actions.list()).map(({ name }) => name),
    ['crud'],
  );
  await ow.actions.delete({ name: 'crud' });
  await assert.rejects(ow.actions.get({ name: 'crud' }), /HTTP 404/);
});

test('an update keeps the members that its body does not have', async () => {
  await put('actions/kept', {
    exec,
    parameters: [{ key: 'a', value: 1 }],
    annotations: [{ key: 'x', value: 1 }],
  });
  const body = { annotations: [{ key: 'y', value: 2 }], delAnnotations: ['x'], limits: { timeout: 5000 } };
  const kept = (await (await put('actions/kept?overwrite=true', body)).json()) as typeof body & {
    parameters: unknown;
    exec: { code: string };
  };
  assert.deepEqual(kept.parameters, [{ key: 'a', value: 1 }]);
  assert.deepEqual(
    kept.annotations.map(({ key }) => key),
    ['provide-api-key', 'exec', 'y'],
  );
  assert.equal(kept.limits.timeout, 5000);
  assert.equal(kept.exec.code, echo);
});

test('an invalid action is refused with a status, a code and a remedy', async () => {
  const cases: [body: object, status: number, text: RegExp][] = [
    [{}, 400, /needs exec/],
    [{ exec: { kind: 'cobol:1', code: '' } }, 400, /cobol:1.*use one of/],
    [{ exec: { kind: 'nodejs:20' } }, 400, /exec.code/],
    [{ exec, limits: { memory: 64 } }, 400, /memory limit of 64 MB.*128 to 512/],
    [{ exec, limits: { concurrency: 2 } }, 400, /concurrency limit of 2/],
    [{ exec, parameters: { a: 1 } }, 400, /parameters must be a list/],
    [{ exec, parameters: [{ key: 'k', value: 'x'.repeat(1_100_000) }] }, 413, /larger than allowed/],
  ];
  for (const [body, status, text] of cases) {
    const response = await put('actions/refused', body);
    const answer = (await response.json()) as { error: string; code: string };
    assert.equal(response.status, status, answer.error);
    assert.match(answer.error, text);
    assert.equal(answer.code, response.headers.get('x-request-id'));
  }
});

test('a zip archive runs the module that its package.json names, which can read the other files', async () => {
  const files = {
    'package.json': '{"main":"lib/entry.js"}',
    'lib/entry.js':
      'exports.main = () => ({ text: require("fs").readFileSync("data.txt", "utf8"), m: require("m") })',
    'data.txt': 'hello',
    'node_modules/m/index.js': 'module.exports = 5',
  };
  const zip = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])),
  );
  await ow.actions.create({ name: 'zipped', action: Buffer.from(zip) });
  assert.deepEqual(await ow.actions.invoke({ name: 'zipped', blocking: true, result: true }), {
    text: 'hello',
    m: 5,
  });
});

test('the environment has the variables of the activation, also for child processes, and can be changed', async () => {
  const code = `const { execSync } = require('node:child_process');
  function main() {
    const { __OW_ACTIVATION_ID: id } = process.env;
    const seen = [{ ...process.env }.__OW_ACTIVATION_ID, execSync('echo $__OW_ACTIVATION_ID').toString().trim()];
    process.env.OWN = 5;
    process.env.__OW_NAMESPACE = 'mine';
    const own = [process.env.OWN, process.env.__OW_NAMESPACE, 'OWN' in process.env, Object.keys(process.env).includes('__OW_DEADLINE')];
    delete process.env.OWN;
    delete process.env.__OW_DEADLINE;
    return { id, seen, own, left: ['OWN' in process.env, process.env.__OW_DEADLINE] };
  }`;
  await putAction(platform, 'variables', code);
  for (let i = 0; i < 2; i += 1) {
    const { activationId: id, response } = await recordOf(platform, 'variables');
    const own = ['5', 'mine', true, true];
    assert.deepEqual(response.result, { id, seen: [id, id], own, left: [false, null] });
  }
});

test('init parameters arrive as environment variables and not as arguments', async () => {
  const code = 'function main(args) { return { args, A: process.env.A, B: process.env.B } }';
  const parameters = [
    { key: 'A', value: 'text', init: true },
    { key: 'B', value: { b: 1 }, init: true },
    { key: 'c', value: 1 },
  ];
  await put('actions/init', { exec: { kind: 'nodejs:20', code }, parameters });
  assert.deepEqual((await recordOf(platform, 'init')).response.result, {
    args: { c: 1 },
    A: 'text',
    B: '{"b":1}',
  });
});

test('the parameters of package, binding, action and payload are merged in this order', async () => {
  const list = (members: object): object[] => Object.entries(members).map(([key, value]) => ({ key, value }));
  await put('packages/p', { parameters: list({ a: 'package', b: 'package', c: 'package', d: 'package' }) });
  await put('packages/bound', {
    binding: { namespace: '_', name: 'p' },
    parameters: list({ b: 'binding', c: 'binding', d: 'binding' }),
  });
  await putAction(platform, 'p/echo', echo, { parameters: { c: 'action', d: 'action' } });
  assert.deepEqual((await recordOf(platform, 'bound/echo', { d: 'payload' })).response.result, {
    a: 'package',
    b: 'binding',
    c: 'action',
    d: 'payload',
  });
  const { feeds, actions } = (await (await api('packages/bound')).json()) as {
    feeds: object[];
    actions: object[];
  };
  assert.equal(actions.length, 1);
  assert.equal(feeds.length, 0);
  assert.equal((await api('packages/p', { method: 'DELETE' })).status, 409);
  assert.equal((await api('packages/p?force=true', { method: 'DELETE' })).status, 200);
  assert.equal((await api('actions/bound/echo')).status, 404);
});

test('a final parameter cannot be overridden', async () => {
  await putAction(platform, 'final', echo, {
    annotations: { final: true },
    parameters: { a: 1, free: null },
  });
  assert.equal((await api('actions/final', { method: 'POST', body: '{"a":2}' })).status, 400);
  assert.deepEqual((await recordOf(platform, 'final', { free: 2 })).response.result, { a: 1, free: 2 });
});

test('another namespace can read and run published packages only', async () => {
  const other = platform.clientOf('other');
  await put('packages/shared', { publish: true });
  await put('packages/hidden', {});
  await putAction(platform, 'shared/echo', echo);
  await putAction(platform, 'hidden/echo', echo);
  const result = await other.actions.invoke({ name: '/guest/shared/echo', blocking: true, params: { x: 1 } });
  assert.deepEqual((result as unknown as { namespace: string }).namespace, 'other');
  await assert.rejects(other.actions.invoke({ name: '/guest/hidden/echo' }), /403/);
  await assert.rejects(other.actions.list({ namespace: 'guest' } as never), /403/);
});

test('two entities of different kinds cannot have the same name', async () => {
  await put('actions/taken', { exec });
  assert.equal((await put('triggers/taken', {})).status, 409);
  assert.equal((await api('packages/taken')).status, 409);
});

test('wrong and missing credentials give 401 with a challenge', async () => {
  const url = `${platform.apihost}/api/v1/namespaces/_/actions`;
  for (const headers of [{}, { authorization: 'Basic YTpi' }]) {
    const response = await fetch(url, { headers });
    assert.equal(response.status, 401);
    assert.match(response.headers.get('www-authenticate') ?? '', /^Basic realm/);
  }
});

test('lists accept limit, skip and count', async () => {
  for (let i = 0; i < 4; i += 1) await put(`triggers/list-${i}`, {});
  const names = async (query: string): Promise<string[]> =>
    ((await (await api(`triggers?${query}`)).json()) as { name: string }[]).map(({ name }) => name);
  assert.deepEqual(await names('limit=2&skip=1'), ['list-2', 'list-1']);
  assert.deepEqual(await (await api('triggers?count=true&skip=1')).json(), { triggers: 3 });
  assert.equal((await api('triggers?limit=201')).status, 400);
});
