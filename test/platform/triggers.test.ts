import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Activation, eventually, putAction, recordOf, storedRecord, usePlatform } from './helper.ts';

const platform = await usePlatform();
const { ow, api } = platform;
await putAction(platform, 'echo', 'function main(args) { return args }');

async function named(name: string): Promise<Activation[]> {
  return (await (await api(`activations?name=${name}&docs=true`)).json()) as Activation[];
}

function putSequence(name: string, ...components: string[]): Promise<Response> {
  const body = JSON.stringify({ exec: { kind: 'sequence', components } });
  return api(`actions/${name}?overwrite=true`, { method: 'PUT', body });
}

async function readFeed(trigger: string): Promise<Activation> {
  const authKey = Buffer.from(platform.authorization().slice(6), 'base64').toString();
  const params = { lifecycleEvent: 'READ', triggerName: `/_/${trigger}`, authKey };
  const headers = { authorization: platform.authorization(), 'content-type': 'application/json' };
  const path = '/api/v1/namespaces/whisk.system/actions/alarms/interval?blocking=true';
  const response = await fetch(platform.apihost + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(params),
  });
  return (await response.json()) as Activation;
}

test('firing a trigger without an active rule gives 204 and no record', async () => {
  await ow.triggers.create({ name: 'lonely' });
  assert.equal((await api('triggers/lonely', { method: 'POST', body: '{}' })).status, 204);
  assert.deepEqual(await named('lonely'), []);
});

test('firing a trigger starts the action of each active rule and logs the results', async () => {
  const parameters = [{ key: 'p', value: 'trigger' }];
  await api('triggers/fan', { method: 'PUT', body: JSON.stringify({ parameters }) });
  for (const rule of ['one', 'two']) await ow.rules.create({ name: rule, trigger: 'fan', action: 'echo' });
  await ow.rules.disable({ name: 'two' });
  const { activationId } = (await ow.triggers.invoke({ name: 'fan', params: { x: 1 } })) as Activation;
  const record = await storedRecord(platform, activationId);
  assert.deepEqual(record.response.result, { x: 1 });
  const lines = record.logs.map(
    (line) => JSON.parse(line) as { rule: string; success: boolean; activationId?: string },
  );
  assert.deepEqual(
    lines.map(({ rule, success }) => [rule, success]),
    [
      ['guest/one', true],
      ['guest/two', false],
    ],
  );
  const started = await storedRecord(platform, lines[0]?.activationId ?? '');
  const { __ow_headers: headers, ...args } = started.response.result;
  assert.deepEqual(args, { p: 'trigger', x: 1 });
  assert.ok(headers);
  assert.equal(started.cause, undefined);
});

test('a rule keeps its status in an update, and is inactive without its trigger', async () => {
  await ow.triggers.create({ name: 'gone' });
  const rule = await ow.rules.create({ name: 'kept', trigger: 'gone', action: 'echo' });
  assert.equal(rule.status, 'active');
  await ow.rules.disable({ name: 'kept' });
  const updated = await ow.rules.update({ name: 'kept', trigger: 'gone', action: 'echo' });
  assert.deepEqual([updated.status, updated.version], ['inactive', '0.0.2']);
  await ow.rules.enable({ name: 'kept' });
  await ow.triggers.delete({ name: 'gone' });
  assert.equal((await ow.rules.get({ name: 'kept' })).status, 'inactive');
  await ow.rules.delete({ name: 'kept' });
});

test('a rule needs an existing trigger and an existing action', async () => {
  const put = (body: object): Promise<Response> =>
    api('rules/bad', { method: 'PUT', body: JSON.stringify(body) });
  assert.equal((await put({ trigger: '/_/fan' })).status, 400);
  assert.equal((await put({ trigger: '/_/none', action: '/_/echo' })).status, 400);
  assert.equal((await put({ trigger: '/_/fan', action: '/_/none' })).status, 400);
  assert.equal((await put({ trigger: 'fan', action: 'echo' })).status, 400);
});

test('the interval feed fires a trigger until it is deleted', async () => {
  const name = '/whisk.system/alarms/interval';
  await putAction(platform, 'tick', 'function main({ beat }) { return { beat } }');
  await ow.triggers.create({ name: 'clock' });
  await ow.rules.create({ name: 'onclock', trigger: 'clock', action: 'tick' });
  const params = { minutes: 0.001, trigger_payload: { beat: 1 } };
  const created = (await ow.feeds.create({ name, trigger: 'clock', params })) as unknown as Activation;
  assert.equal(created.response.status, 'success');
  const [first] = await eventually(async () => {
    const found = await named('tick');
    return found.length >= 2 ? found : undefined;
  });
  assert.deepEqual(first?.response.result, { beat: 1 });
  const read = (await readFeed('clock')).response;
  assert.equal((read.result.config as { minutes: number }).minutes, 0.001);
  await ow.triggers.delete({ name: 'clock' });
  assert.match(String((await readFeed('clock')).response.result.error), /no interval/);
});

test('the feed refuses invalid arguments with the reason', async () => {
  await ow.triggers.create({ name: 'wrong' });
  const feed = '/api/v1/namespaces/whisk.system/actions/alarms/interval?blocking=true&result=true';
  const call = async (body: object): Promise<[number, string]> => {
    const headers = { authorization: platform.authorization(), 'content-type': 'application/json' };
    const response = await fetch(platform.apihost + feed, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return [response.status, ((await response.json()) as { error: string }).error];
  };
  assert.deepEqual((await call({}))[0], 502);
  const authKey = Buffer.from(platform.authorization().slice(6), 'base64').toString();
  const create = { lifecycleEvent: 'CREATE', triggerName: '/_/wrong', authKey };
  assert.match((await call({ ...create, minutes: -1 }))[1], /minutes must be a number above 0/);
  assert.match((await call({ ...create, triggerName: '/other/x' }))[1], /do not own/);
});

test('every namespace can read the package alarms', async () => {
  const headers = { authorization: platform.authorization('other') };
  const response = await fetch(`${platform.apihost}/api/v1/namespaces/whisk.system/packages/alarms`, {
    headers,
  });
  const { feeds } = (await response.json()) as { feeds: { name: string }[] };
  assert.deepEqual(
    feeds.map(({ name }) => name),
    ['interval'],
  );
});

test('a sequence passes each result to the next action, stops at an error and lists its activations', async () => {
  await putAction(platform, 'add', 'function main({ n }) { return { n: n + 1 } }');
  await putAction(platform, 'fail', 'function main() { return { error: "stop" } }');
  await putSequence('twice', '/_/add', '/_/add');
  const record = await recordOf(platform, 'twice', { n: 1 });
  assert.deepEqual(record.response.result, { n: 3 });
  assert.equal(record.logs.length, 2);
  const component = await storedRecord(platform, record.logs[0] ?? '');
  assert.equal(component.cause, record.activationId);
  await putSequence('stops', '/_/fail', '/_/add');
  const stopped = await recordOf(platform, 'stops', { n: 1 });
  assert.deepEqual([stopped.response.status, stopped.logs.length], ['application error', 1]);
  assert.equal((await putSequence('twice', '/_/twice')).status, 400);
});

test('a conductor controls a composition and gets its errors', async () => {
  const code = `function main({ $step = 0, ...params }) {
    if ($step === 0) return { action: params.next, params, state: { $step: 1 } };
    return { params };
  }`;
  await putAction(platform, 'steer', code, { annotations: { conductor: true } });
  const record = await recordOf(platform, 'steer', { n: 1, next: 'add' });
  assert.deepEqual(record.response.result, { n: 2 });
  assert.equal(record.logs.length, 3);
  assert.match(
    String((await recordOf(platform, 'steer', { next: 'none' })).response.result.error),
    /guest\/none/,
  );
});
