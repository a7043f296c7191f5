import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { type Activation, eventually, putAction, recordOf, storedRecord, usePlatform } from './helper.ts';

const platform = await usePlatform({ memoryMb: 2048 });
const { api } = platform;
const neighbour = 'let n = 0; function main() { n += 1; return { n, pid: process.pid } }';
await putAction(platform, 'neighbour', neighbour);

interface Fault {
  what: string;
  code: string;
  status: string;
  error: RegExp;
  limits?: object;
  timeout?: boolean;
}

const faults: Fault[] = [
  {
    what: 'exits',
    code: 'function main() { process.exit(3) }',
    status: 'action developer error',
    error: /exited unexpectedly/,
  },
  {
    what: 'hangs in a loop',
    code: 'function main() { for (;;); }',
    status: 'action developer error',
    error: /exceeded its time limits of 400 milliseconds/,
    limits: { timeout: 400 },
    timeout: true,
  },
  {
    what: 'hangs while it loads',
    code: 'for (;;); function main() {}',
    status: 'action developer error',
    error: /exceeded its time limits of 400 milliseconds during initialization/,
    limits: { timeout: 400 },
    timeout: true,
  },
  {
    what: 'never answers',
    code: 'function main() { return new Promise(() => {}) }',
    status: 'action developer error',
    error: /exceeded its time limits/,
    limits: { timeout: 400 },
    timeout: true,
  },
  {
    what: 'fills its heap',
    code: 'function main() { const all = []; for (;;) all.push(new Array(1e5).fill({})) }',
    status: 'action developer error',
    error: /exhausted its memory/,
    limits: { memory: 128 },
  },
  {
    what: 'takes memory outside its heap',
    code: `async function main() {
      const all = [];
      for (;;) { all.push(Buffer.alloc(1e7, 1)); await new Promise(setImmediate) }
    }`,
    status: 'action developer error',
    error: /exhausted its memory/,
    limits: { memory: 128 },
  },
  {
    what: 'returns 2 MB',
    code: 'function main() { return { text: "x".repeat(2 * 1024 * 1024) } }',
    status: 'application error',
    error: /exceeded the allowed length: 20971\d\d > 1048576 bytes/,
  },
  {
    what: 'throws',
    code: 'function main() { throw new Error("boom") }',
    status: 'action developer error',
    error: /An error has occurred: Error: boom/,
  },
  {
    what: 'writes invalid bytes to the connection with the platform',
    code: `async function main() {
      require('fs').writeSync(3, Buffer.from('\\x04\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0oops', 'latin1'));
      await new Promise((done) => setTimeout(done, 5000));
    }`,
    status: 'action developer error',
    error: /exited unexpectedly/,
  },
  {
    what: 'has an unhandled rejection',
    code: 'async function main() { Promise.reject(new Error("lost")); await new Promise((done) => setTimeout(done, 5000)) }',
    status: 'action developer error',
    error: /exited unexpectedly/,
  },
];

for (const { what, code, status, error, limits = {}, timeout = false } of faults) {
  test(`an action that ${what} gets a clear error and a record, and another action still works`, async () => {
    await putAction(platform, 'bad', code, { limits: { timeout: 60_000, memory: 256, ...limits } });
    const before = (await recordOf(platform, 'neighbour')).response.result;
    const bad = recordOf(platform, 'bad');
    const during = await Promise.all([1, 2, 3].map(() => recordOf(platform, 'neighbour')));
    assert.ok(during.every(({ response }) => response.success));
    const record = await bad;
    assert.equal(record.response.status, status);
    assert.match(String(record.response.result.error), error);
    const stored = await storedRecord(platform, record.activationId);
    assert.deepEqual(stored.response, record.response);
    assert.equal(stored.annotations.find(({ key }) => key === 'timeout')?.value, timeout);
    const after = (await recordOf(platform, 'neighbour')).response.result;
    assert.ok(Number(after.n) > Number(before.n) || after.pid !== before.pid);
    assert.equal((await fetch(`${platform.apihost}/ping`)).status, 200);
  });
}

test('a log is cut at its limit, and the action that floods it does not block the platform or another action', async () => {
  const code = `function main({ direct }) {
    for (let written = 0; written < 20e6; ) {
      // The pipe may be full, because the platform reads more slowly.
      try {
        if (direct) written += require('fs').writeSync(1, 'y'.repeat(60000));
        else written += console.log('x'.repeat(1000)) ?? 1000;
      } catch (error) { if (error.code !== 'EAGAIN') throw error }
    }
    return { ok: 1 };
  }`;
  await putAction(platform, 'flood', code, { limits: { logs: 1 } });
  for (const direct of [false, true]) {
    const flood = recordOf(platform, 'flood', { direct });
    assert.ok((await recordOf(platform, 'neighbour')).response.success);
    const { activationId, response } = await flood;
    assert.deepEqual(response.result, { ok: 1 });
    const { logs } = await storedRecord(platform, activationId);
    assert.ok(logs.join('\n').length < 1.2 * 1024 * 1024);
    assert.match(logs.at(-1) ?? '', /cut at its limit of 1 MB/);
  }
});

test('a timer that an activation leaves runs during the next one and does not change its result', async () => {
  const code = `function main({ first }) {
    if (first) setInterval(() => console.log('from before'), 10);
    return new Promise((done) => setTimeout(() => done({ first }), first ? 0 : 200));
  }`;
  await putAction(platform, 'timer', code);
  const first = await recordOf(platform, 'timer', { first: true });
  const second = await recordOf(platform, 'timer', { first: false });
  assert.deepEqual([first.response.result.first, second.response.result.first], [true, false]);
  const { logs } = await storedRecord(platform, second.activationId);
  assert.match(logs.join(), /from before/);
  assert.deepEqual((await storedRecord(platform, first.activationId)).logs, []);
});

test('an action continues and has a record when its client disconnects', async () => {
  await putAction(
    platform,
    'slow',
    'const main = () => new Promise((done) => setTimeout(() => done({ ok: 1 }), 200))',
  );
  const since = Date.now();
  const client = request(`${platform.apihost}/api/v1/namespaces/_/actions/slow?blocking=true`, {
    method: 'POST',
    headers: { authorization: platform.authorization() },
  });
  client.on('error', () => undefined).end();
  await eventually(async () =>
    (await platform.instances()).some((one) => one.action === 'guest/slow' && one.running === 1),
  );
  client.destroy();
  const record = await eventually(async () => {
    const response = await api(`activations?name=slow&docs=true&since=${since}`);
    return ((await response.json()) as Activation[])[0];
  });
  assert.deepEqual(record.response.result, { ok: 1 });
});

test('a request whose body never ends does not block other requests', async () => {
  const client = request(`${platform.apihost}/api/v1/namespaces/_/actions/neighbour?blocking=true`, {
    method: 'POST',
    headers: {
      authorization: platform.authorization(),
      'content-type': 'application/json',
      'content-length': 100,
    },
  });
  client.on('error', () => undefined).write('{');
  assert.ok((await recordOf(platform, 'neighbour')).response.success);
  client.destroy();
});

const forbidden = [
  ...'!"#$%\'()*+,:;<=>?[\\]^`{|}~é\u0001\u007f',
  ' a',
  'a ',
  '-a',
  '.a',
  '@a',
  '&a',
  '',
  'a'.repeat(257),
];

test('a name with a forbidden character is refused for every kind of entity', async () => {
  for (const bad of forbidden) {
    const name = bad.length === 1 ? `a${bad}b` : bad;
    if (name === '') continue;
    for (const collection of ['actions', 'packages', 'triggers', 'rules']) {
      const response = await api(`${collection}/${encodeURIComponent(name)}`, { method: 'PUT', body: '{}' });
      assert.equal(response.status, 400, `${collection}/${name}`);
      assert.match(((await response.json()) as { error: string }).error, /name|URI/i);
    }
  }
  assert.deepEqual(await (await api('packages')).json(), []);
});

const bodies: [what: string, path: string, body: string, status: number][] = [
  ['JSON that is cut off', 'actions/neighbour', '{"a":', 400],
  ['JSON with trailing text', 'actions/neighbour', '{} x', 400],
  ['bytes that are not UTF-8', 'actions/neighbour', '\ud800', 200],
  ['an array that is cut off', 'actions/neighbour', '[1', 400],
  ['a payload of more than 1 MiB', 'actions/neighbour', `{"a":"${'x'.repeat(1_048_576)}"}`, 413],
  ['a very deep object', 'actions/neighbour', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`, 200],
];

for (const [what, path, body, status] of bodies) {
  test(`${what} gives ${status}`, async () => {
    const text = what.startsWith('bytes') ? Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) : body;
    const response = await api(`${path}?blocking=true&result=true`, { method: 'POST', body: text });
    assert.equal(response.status, what.startsWith('bytes') ? 400 : status, await response.text());
    assert.ok((await recordOf(platform, 'neighbour')).response.success);
  });
}

test('an action can read neither the keys of the platform nor the parameters of other actions', async () => {
  await putAction(platform, 'holder', 'function main(args) { return args }', {
    parameters: { secret: 'opensesame' },
  });
  await recordOf(platform, 'holder');
  const code = `function main(args) {
    const seen = [args, process.env, process.argv, process.execArgv, process.title, process.cwd(), Object.keys(globalThis)];
    return { seen: JSON.stringify(seen) };
  }`;
  await putAction(platform, 'curious', code);
  const { seen } = (await recordOf(platform, 'curious')).response.result;
  const keys = ['guest', 'other'].map((name) => atob(platform.authorization(name).slice(6)));
  for (const secret of ['opensesame', ...keys, ...keys.map((key) => key.split(':')[1] as string)])
    assert.ok(!String(seen).includes(secret));
});
