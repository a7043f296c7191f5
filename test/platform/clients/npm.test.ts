// All calls of the unmodified npm client `openwhisk`. These tests also run against a real OpenWhisk (see ../target.ts).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import type { Client } from 'openwhisk';
import { eventually } from '../helper.ts';
import { useTarget } from '../target.ts';

const target = await useTarget();
const { ow, prefix, namespace } = target;
const name = (text: string): string => `${prefix}-${text}`;
const code = `function main(args) {
  console.log('called');
  if (args.bad) return { error: { reason: 'bad' } };
  return { a: args.a, b: args.b };
}`;

/** The signature of all calls, because the client's types are incomplete. */
type Loose = (options?: object) => Promise<Record<string, unknown> & Record<string, unknown>[]>;
type Calls = Record<string, Record<string, Loose>>;
const calls = ow as unknown as Calls;
const call = (resource: string, method: string, options?: object): ReturnType<Loose> => {
  const owner = calls[resource] as Record<string, Loose>;
  return (owner[method] as Loose).call(owner, options) as ReturnType<Loose>;
};
const failure = async (
  work: Promise<unknown>,
): Promise<{ statusCode: number; message: string; error: unknown }> => {
  const error = await work.then(
    () => assert.fail('the call should have been refused'),
    (reason: unknown) => reason,
  );
  return error as { statusCode: number; message: string; error: unknown };
};

test('actions: create, refuse a duplicate, update, get, list, count', async () => {
  const created = await call('actions', 'create', { name: name('a'), action: code });
  assert.equal(created.version, '0.0.1');
  assert.equal((await failure(call('actions', 'create', { name: name('a'), action: code }))).statusCode, 409);
  const options = {
    name: name('a'),
    action: code,
    kind: 'nodejs:20',
    params: { a: 1 },
    limits: { timeout: 5000 },
  };
  const updated = await call('actions', 'update', { ...options, annotations: { note: 'x' } });
  assert.equal(updated.version, '0.0.2');
  const got = await call('actions', 'get', { name: name('a') });
  assert.equal((got.limits as { timeout: number }).timeout, 5000);
  assert.deepEqual(got.parameters, [{ key: 'a', value: 1 }]);
  const listed = (await call('actions', 'list', { limit: 200 })).map((one) => one.name);
  assert.ok(listed.includes(name('a')));
  assert.ok(Number((await call('actions', 'list', { count: true })).actions) >= 1);
});

test('actions: a zip, a sequence', async () => {
  const zip = zipSync({ 'index.js': Buffer.from('exports.main = (args) => ({ a: args.a, zip: true })') });
  await call('actions', 'create', { name: name('z'), action: Buffer.from(zip) });
  await call('actions', 'create', { name: name('s'), sequence: [`/_/${name('a')}`, `/_/${name('z')}`] });
  const result = await call('actions', 'invoke', { name: name('s'), blocking: true, result: true });
  assert.deepEqual(result, { a: 1, zip: true });
});

test('actions: invoke non-blocking, blocking, for the result, by full name, and a missing one', async () => {
  const started = await call('actions', 'invoke', { name: name('a'), params: { b: 2 } });
  assert.match(String(started.activationId), /^[0-9a-f]{32}$/);
  const record = await call('actions', 'invoke', { name: name('a'), blocking: true, params: { b: 2 } });
  assert.deepEqual((record.response as { result: unknown }).result, { a: 1, b: 2 });
  const full = { name: `/${namespace}/${name('a')}`, blocking: true, result: true, params: { b: 3 } };
  assert.deepEqual(await call('actions', 'invoke', full), { a: 1, b: 3 });
  const bad = await failure(
    call('actions', 'invoke', { name: name('a'), blocking: true, params: { bad: true } }),
  );
  assert.equal(bad.statusCode, 502);
  assert.deepEqual((bad.error as { response: { result: unknown } }).response.result, {
    error: { reason: 'bad' },
  });
  const missing = await failure(call('actions', 'invoke', { name: name('none') }));
  assert.equal(missing.statusCode, 404);
  assert.match(missing.message, /^POST http.*Returned HTTP 404/);
});

test('activations: list, get, logs, result', async () => {
  const { activationId } = await call('actions', 'invoke', { name: name('a'), params: { b: 5 } });
  const id = { name: activationId };
  const record = await eventually(() => call('activations', 'get', id).catch(() => undefined));
  assert.equal(record.name, name('a'));
  const { logs } = (await call('activations', 'logs', id)) as unknown as { logs: string[] };
  assert.match(logs.join(), /called/);
  assert.deepEqual((await call('activations', 'result', id)).result, { a: 1, b: 5 });
  const listed = await call('activations', 'list', { name: name('a'), docs: true, since: 1, limit: 10 });
  assert.ok(listed.some((one) => one.activationId === activationId));
});

test('packages: create, get, list, bind, delete', async () => {
  await call('packages', 'update', { name: name('p'), package: { parameters: [{ key: 'a', value: 7 }] } });
  await call('actions', 'update', { name: `${name('p')}/inner`, action: code });
  const binding = { namespace, name: name('p') };
  await call('packages', 'update', {
    name: name('b'),
    package: { binding, parameters: [{ key: 'b', value: 8 }] },
  });
  const bound = { name: `${name('b')}/inner`, blocking: true, result: true };
  assert.deepEqual(await call('actions', 'invoke', bound), { a: 7, b: 8 });
  const got = await call('packages', 'get', { name: name('p') });
  assert.deepEqual(
    (got.actions as { name: string }[]).map((one) => one.name),
    ['inner'],
  );
  assert.equal((await failure(call('packages', 'delete', { name: name('p') }))).statusCode, 409);
});

test('triggers, rules and feeds', async () => {
  await call('triggers', 'create', { name: name('t') });
  assert.equal((await call('triggers', 'invoke', { name: name('t') })).activationId, undefined);
  await call('rules', 'create', { name: name('r'), action: name('a'), trigger: name('t') });
  assert.ok((await call('triggers', 'invoke', { name: name('t'), params: { b: 1 } })).activationId);
  await call('rules', 'disable', { name: name('r') });
  assert.equal((await call('rules', 'get', { name: name('r') })).status, 'inactive');
  await call('rules', 'enable', { name: name('r') });
  const feed = { name: `${name('p')}/inner`, trigger: name('t'), params: { b: 1 } };
  for (const method of ['create', 'get', 'update', 'delete']) assert.ok(await call('feeds', method, feed));
});

test('routes: create, list, delete', { skip: target.noGateway }, async () => {
  const action: object = {
    exec: { kind: 'nodejs:20', code },
    annotations: [{ key: 'web-export', value: true }],
  };
  await call('actions', 'update', { name: name('w'), action });
  const route = {
    basepath: `/${name('x')}`,
    relpath: '/y',
    operation: 'GET',
    action: name('w'),
    responsetype: 'json',
  };
  const { gwApiUrl } = await call('routes', 'create', route);
  assert.deepEqual(await (await fetch(`${gwApiUrl}/y?a=1`)).json(), { a: '1' });
  const { apis } = (await call('routes', 'list', { basepath: route.basepath })) as unknown as {
    apis: unknown[];
  };
  assert.equal(apis.length, 1);
  await call('routes', 'delete', { basepath: route.basepath });
});

test('namespaces: list and get', async () => {
  assert.deepEqual(await call('namespaces', 'list'), [namespace]);
  const all = await call('namespaces', 'get');
  assert.deepEqual(Object.keys(all).sort(), ['actions', 'packages', 'rules', 'triggers']);
});

test('what was made is deleted', async () => {
  const made: [resource: keyof Client, names: string[]][] = [
    ['rules', ['r']],
    ['triggers', ['t']],
    ['actions', ['a', 'z', 's']],
  ];
  await call('actions', 'delete', { name: `${name('p')}/inner` });
  for (const one of ['b', 'p']) await call('packages', 'delete', { name: name(one) });
  if (target.embedded) await call('actions', 'delete', { name: name('w') });
  for (const [resource, names] of made) {
    for (const one of names) await call(resource, 'delete', { name: name(one) });
    assert.ok(
      !(await call(resource, 'list', { limit: 200 })).some((each) => String(each.name).startsWith(prefix)),
    );
  }
});
