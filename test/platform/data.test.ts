import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import openwhisk, { type Client } from 'openwhisk';
import { createActivations } from '#wsk/platform/activations/activations';
import { openDataFolder } from '#wsk/platform/persistence/data-folder';
import { type Platform, startPlatform } from '#wsk/platform/platform';
import { eventually, newKey } from './helper.ts';
import { type OwnProcess, startCommand } from './own-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'data-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const key = newKey();

async function open(data: string): Promise<{ platform: Platform; ow: Client }> {
  const platform = await startPlatform({ namespaces: { guest: key }, data });
  after(() => platform.close());
  return { platform, ow: openwhisk({ apihost: platform.apihost, api_key: key }) };
}

async function clientOf(started: OwnProcess): Promise<Client> {
  return openwhisk({ apihost: started.apihost, api_key: started.key() });
}

/** Creates an entity of each kind; returns the id of an activation with a log line. */
async function fill(ow: Client): Promise<string> {
  await ow.packages.update({ name: 'p', package: { parameters: [{ key: 'a', value: 1 }] } });
  const code = 'function main(args) { console.log("hello"); return args }';
  await ow.actions.update({ name: 'p/echo', action: code });
  await ow.actions.update({ name: 'p/echo', action: code });
  await ow.actions.update({ name: 'gone', action: code });
  await ow.actions.delete({ name: 'gone' });
  await ow.triggers.update({ name: 't' });
  await ow.rules.update({ name: 'r', trigger: 't', action: '/_/p/echo' });
  await ow.rules.disable({ name: 'r' });
  await ow.feeds.create({ name: '/whisk.system/alarms/interval', trigger: 't', params: { minutes: 60 } });
  await ow.routes.create({ basepath: '/base', relpath: '/x', operation: 'GET', action: 'p/echo' });
  const { activationId } = await ow.actions.invoke({ name: 'p/echo', blocking: true });
  await eventually(() => ow.activations.get({ name: activationId }).catch(() => undefined));
  return activationId;
}

async function check(ow: Client, id: string): Promise<void> {
  const action = await ow.actions.get({ name: 'p/echo' });
  assert.equal(action.version, '0.0.2');
  await assert.rejects(ow.actions.get({ name: 'gone' }), /404/);
  assert.equal(((await ow.rules.get({ name: 'r' })) as unknown as { status: string }).status, 'inactive');
  const record = await ow.activations.get({ name: id });
  assert.match((record as unknown as { logs: string[] }).logs[0] ?? '', / stdout: hello$/);
  const feeds = ow.feeds as unknown as { get(options: object): Promise<{ response: { result: unknown } }> };
  const { response } = await feeds.get({ name: '/whisk.system/alarms/interval', trigger: 't' });
  assert.deepEqual(response.result, {
    config: { name: 'guest/t', minutes: 60, payload: {} },
    status: { active: true },
  });
  const { apis } = (await ow.routes.list()) as unknown as { apis: unknown[] };
  assert.equal(apis.length, 1);
  const result = await ow.actions.invoke({ name: 'p/echo', blocking: true, result: true, params: { b: 2 } });
  assert.deepEqual(result, { a: 1, b: 2 });
}

test('entities, alarms, APIs and records survive a restart', async () => {
  const data = join(folder, 'restart');
  const first = await open(data);
  const id = await fill(first.ow);
  await first.platform.close();
  const second = await open(data);
  await check(second.ow, id);
  await second.platform.close();
});

test('they survive kill -9 of the command with --data, in a folder that only its user can read', async () => {
  const data = join(folder, 'killed');
  const started = await startCommand(folder, ['--data', data]);
  const id = await fill(await clientOf(started));
  started.child.kill('SIGKILL');
  await eventually(() => started.child.signalCode !== null);
  assert.equal(statSync(data).mode & 0o777, 0o700);
  // An incomplete line, as after a crash in the middle of a write.
  appendFileSync(join(data, 'entities.log'), '{"put":{"colle');
  const again = await startCommand(folder, ['--data', data]);
  await check(await clientOf(again), id);
  again.child.kill('SIGTERM');
  await eventually(() => again.child.exitCode !== null);
});

test('with --keep entities, they survive kill -9, and an activation writes nothing to a file', async () => {
  const data = join(folder, 'entities');
  const args = ['--data', data, '--keep', 'entities'];
  const started = await startCommand(folder, args);
  const id = await fill(await clientOf(started));
  assert.deepEqual(readdirSync(data).sort(), ['entities.log', 'lock']);
  started.child.kill('SIGKILL');
  await eventually(() => started.child.signalCode !== null);
  const again = await startCommand(folder, args);
  const ow = await clientOf(again);
  assert.equal((await ow.actions.get({ name: 'p/echo' })).version, '0.0.2');
  assert.equal(((await ow.rules.get({ name: 'r' })) as unknown as { status: string }).status, 'inactive');
  assert.deepEqual(await ow.actions.invoke({ name: 'p/echo', blocking: true, result: true }), { a: 1 });
  await assert.rejects(ow.activations.get({ name: id }), /404/);
  again.child.kill('SIGTERM');
  await eventually(() => again.child.exitCode !== null);
});

test('a lock of a process that runs no more does not hold, whoever has its pid now', async () => {
  for (const owner of [`${process.pid} 1`, `${process.pid}\n`, '1', '1 5', '999999999 1', '']) {
    const data = mkdtempSync(join(folder, 'lock-'));
    writeFileSync(join(data, 'lock'), owner);
    const platform = await startPlatform({ namespaces: { guest: key }, data });
    await platform.close();
  }
});

test('a folder in use and a damaged line are refused with a sentence', async () => {
  const data = join(folder, 'used');
  const { platform } = await open(data);
  await assert.rejects(startPlatform({ namespaces: {}, data }), /in use by process \d+; stop that platform/);
  await platform.close();
  appendFileSync(join(data, 'entities.log'), 'nonsense\n');
  await assert.rejects(startPlatform({ namespaces: {}, data }), /Line 1 of .*entities.log is damaged/);
});

test('the size of the folder is limited', () => {
  const data = openDataFolder(join(folder, 'full'), assert.fail);
  const activations = createActivations(data.activations);
  const text = 'x'.repeat(1024 * 1024);
  for (let i = 0; i < 400; i += 1) {
    activations.put({
      activationId: String(i).padStart(32, '0'),
      annotations: [],
      logs: [text],
      name: 'a',
      namespace: 'guest',
      publish: false,
      response: { result: {}, status: 'success', success: true },
      start: i,
      subject: 'guest',
      version: '0.0.1',
    });
  }
  data.close();
  const files = readdirSync(join(folder, 'full')).map((name) => statSync(join(folder, 'full', name)).size);
  const megabytes = files.reduce((sum, size) => sum + size, 0) / 1024 / 1024;
  assert.ok(megabytes > 200 && megabytes < 300, `${megabytes} MB`);
});
