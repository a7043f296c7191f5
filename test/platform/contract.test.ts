// Recorded responses of Apache OpenWhisk as tables. These tests also run against a real OpenWhisk (see target.ts).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type AskOptions, useTarget } from './target.ts';

const target = await useTarget();
const { ask, prefix, namespace, ow } = target;
const api = '/api/v1/namespaces/_';
const web = `/api/v1/web/${namespace}/default`;
const echo = { exec: { kind: 'nodejs:default', code: 'function main(args) { return args }' } };
const cors = 'Authorization, Origin, X-Requested-With, Content-Type, Accept, User-Agent';

await ask('PUT', `${api}/actions/${prefix}echo`, { body: echo });
await ask('PUT', `${api}/actions/${prefix}web`, {
  body: { ...echo, annotations: [{ key: 'web-export', value: true }] },
});
await ask('PUT', `${api}/triggers/${prefix}trigger`, { body: {} });
after(async () => {
  if (target.embedded) return;
  await ow.actions.delete({ name: `${prefix}echo` });
  await ow.actions.delete({ name: `${prefix}web` });
  await ow.triggers.delete({ name: `${prefix}trigger` });
});

type Row = [name: string, method: string, path: string, status: number, options?: AskOptions];

const statuses: Row[] = [
  ['health', 'GET', '/ping', 200, { anonymous: true }],
  ['the API itself', 'GET', '/api/v1', 200, { anonymous: true }],
  ['OPTIONS anywhere', 'OPTIONS', '/api/v1/anything', 200, { anonymous: true }],
  ['no credentials', 'GET', `${api}/actions`, 401, { anonymous: true }],
  ['wrong credentials', 'GET', `${api}/actions`, 401, { headers: { authorization: 'Basic YTpi' } }],
  ['a foreign namespace', 'GET', '/api/v1/namespaces/nobody/actions', 403],
  ['no such collection', 'GET', `${api}/things`, 404],
  ['no such action', 'GET', `${api}/actions/${prefix}none`, 404],
  ['HEAD is no GET', 'HEAD', `${api}/actions/${prefix}echo`, 404],
  ['a forbidden character', 'PUT', `${api}/actions/a%24b`, 400, { body: echo }],
  ['a name that ends in a blank', 'PUT', `${api}/actions/a%20`, 400, { body: echo }],
  ['a name that is too long', 'PUT', `${api}/actions/${'a'.repeat(257)}`, 400, { body: echo }],
  ['create over something', 'PUT', `${api}/actions/${prefix}echo`, 409, { body: echo }],
  ['another collection', 'GET', `${api}/triggers/${prefix}echo`, 409],
  ['a name that is taken', 'PUT', `${api}/packages/${prefix}echo`, 409, { body: {} }],
  ['no exec', 'PUT', `${api}/actions/${prefix}new`, 400, { body: {} }],
  [
    'an unknown kind',
    'PUT',
    `${api}/actions/${prefix}new`,
    400,
    { body: { exec: { kind: 'cobol:1', code: '' } } },
  ],
  ['malformed JSON', 'PUT', `${api}/actions/${prefix}new`, 400, { body: '{"exec":' }],
  [
    'no JSON type',
    'PUT',
    `${api}/actions/${prefix}new`,
    415,
    { body: '{}', headers: { 'content-type': 'text/plain' } },
  ],
  ['an Accept that excludes JSON', 'GET', `${api}/actions`, 406, { headers: { accept: 'text/html' } }],
  ['an invocation', 'POST', `${api}/actions/${prefix}echo`, 202],
  ['a blocking one', 'POST', `${api}/actions/${prefix}echo?blocking=true`, 200],
  ['its own error', 'POST', `${api}/actions/${prefix}echo?blocking=true`, 502, { body: { error: 1 } }],
  ['a payload that is no object', 'POST', `${api}/actions/${prefix}echo`, 400, { body: '"a"' }],
  ['a timeout of 0', 'POST', `${api}/actions/${prefix}echo?blocking=true&timeout=0`, 400],
  ['a timeout above a minute', 'POST', `${api}/actions/${prefix}echo?blocking=true&timeout=60001`, 400],
  [
    'a payload beyond 1 MiB',
    'POST',
    `${api}/actions/${prefix}echo`,
    413,
    { body: { a: 'x'.repeat(1_048_577) } },
  ],
  ['a fire without a rule', 'POST', `${api}/triggers/${prefix}trigger`, 204, { body: {} }],
  ['a list of 201', 'GET', `${api}/actions?limit=201`, 400],
  ['a negative skip', 'GET', `${api}/actions?skip=-1`, 400],
  ['limit=0', 'GET', `${api}/actions?limit=0`, 200],
  ['a bare question mark', 'GET', `${api}/actions?`, 200],
  ['count and docs', 'GET', `${api}/activations?count=true&docs=true`, 400],
  ['an activation id of the wrong length', 'GET', `${api}/activations/abc`, 400],
  ['an unknown activation', 'GET', `${api}/activations/${'0'.repeat(32)}`, 404],
  ['writing an activation', 'PUT', `${api}/activations/${'0'.repeat(32)}`, 404, { body: {} }],
  [
    'a rule without a trigger',
    'PUT',
    `${api}/rules/${prefix}r`,
    400,
    { body: { action: `/_/${prefix}echo` } },
  ],
  ['the reserved package', 'PUT', `${api}/packages/default`, 400, { body: {} }],
  ['no web action', 'GET', `${web}/${prefix}echo`, 404, { anonymous: true }],
  ['a web action', 'GET', `${web}/${prefix}web.json`, 200, { anonymous: true }],
  ['a reserved name', 'GET', `${web}/${prefix}web.json?__ow_method=x`, 400, { anonymous: true }],
];

for (const [name, method, path, status, options] of statuses) {
  test(`${name} gives ${status}`, async () => {
    const answer = await ask(method, path, options);
    assert.equal(answer.status, status, answer.text);
    if (status < 400 || status === 502 || method === 'HEAD') return;
    const { error, code } = answer.body as { error: string; code: string };
    assert.ok(typeof error === 'string' && error !== '');
    assert.equal(code, answer.headers.get('x-request-id'));
  });
}

test('the API responds with compact JSON and CORS headers, and returns the request id', async () => {
  const { headers, text } = await ask('GET', `${api}/actions/${prefix}echo`, {
    headers: { 'x-request-id': 'mine' },
  });
  assert.equal(headers.get('content-type'), 'application/json');
  assert.equal(headers.get('access-control-allow-origin'), '*');
  assert.equal(headers.get('access-control-allow-headers'), cors);
  assert.equal(headers.get('x-request-id'), 'mine');
  assert.ok(!text.includes('\n'));
});

test('a record has the members that clients read', async () => {
  const { headers, body } = await ask('POST', `${api}/actions/${prefix}echo?blocking=true`, {
    body: { a: 1 },
  });
  const record = body as Record<string, unknown> & { annotations: { key: string; value: unknown }[] };
  const { start, end, duration, annotations } = record;
  assert.equal(headers.get('x-openwhisk-activation-id'), record.activationId);
  assert.deepEqual(record.response, { result: { a: 1 }, size: 7, status: 'success', success: true });
  assert.deepEqual([record.namespace, record.name, record.version], [namespace, `${prefix}echo`, '0.0.1']);
  assert.ok([start, end, duration].every((value) => Number.isInteger(value)));
  const keys = annotations.map(({ key }) => key).filter((key) => key !== 'initTime');
  assert.deepEqual(keys.sort(), ['kind', 'limits', 'path', 'timeout', 'waitTime']);
  assert.deepEqual(record.logs, []);
});

const replies: [name: string, result: unknown, status: number, type: string | null, body: string][] = [
  ['a text', { body: 'hi' }, 200, 'text/html; charset=UTF-8', 'hi'],
  ['an object', { body: { a: 1 } }, 200, 'application/json', '{\n  "a": 1\n}'],
  ['nothing', {}, 204, null, ''],
  ['a status as text', { statusCode: '418', body: 'x' }, 418, 'text/html; charset=UTF-8', 'x'],
  ['a status out of range', { statusCode: 600, body: 'x' }, 400, 'application/json', ''],
  [
    'an error with an HTTP response',
    { error: { statusCode: 404, body: 'no' } },
    404,
    'text/html; charset=UTF-8',
    'no',
  ],
  [
    'base64 of a binary type',
    { headers: { 'content-type': 'image/png' }, body: 'AQID' },
    200,
    'image/png',
    '\x01\x02\x03',
  ],
  [
    'text of a binary type',
    { headers: { 'content-type': 'image/png' }, body: '!' },
    400,
    'application/json',
    '',
  ],
];

for (const [name, result, status, type, body] of replies) {
  test(`a web action that returns ${name} gives ${status}`, async () => {
    const answer = await ask('POST', `${web}/${prefix}web`, { anonymous: true, body: result });
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.headers.get('content-type'), type);
    if (status !== 400) assert.equal(answer.text, body);
  });
}

test('an unsupported kind is refused with the names of the supported ones', {
  skip: !target.embedded,
}, async () => {
  for (const exec of [
    { kind: 'python:3.11', code: 'x' },
    { kind: 'blackbox', image: 'debian' },
  ]) {
    const { status, body } = await ask('PUT', `${api}/actions/${prefix}kind`, { body: { exec } });
    assert.equal(status, 400);
    assert.match((body as { error: string }).error, /nodejs:18, nodejs:20, nodejs:default, sequence/);
  }
  const { runtimes } = (await ask('GET', '/', { anonymous: true })).body as { runtimes: object };
  assert.deepEqual(Object.keys(runtimes), ['nodejs']);
});
