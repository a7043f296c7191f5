// The direct placement: frequent calls between two actions do not go through the platform.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { platformFailure } from '#shared/http/platform-failure';
import { checkPlacement } from '#wsk/deploy/target';
import { createDirectExtension } from '#wsk/placements/direct/extension';
import { placement } from '#wsk/placements/direct/placement';
import {
  type Activation,
  eventually,
  type InstanceInfo,
  isAlive,
  putAction,
  storedRecord,
  usePlatform,
} from '../../helper.ts';
import { putCallers, type WebCallResponse } from './callers.ts';

const platform = await usePlatform({
  maxConcurrency: 16,
  memoryMb: 1536,
  extensions: [createDirectExtension(1000)],
});
const shared = { limits: { concurrency: 16 } };
const web = { annotations: { 'web-export': true }, ...shared };

const plugins = placement.archive?.({} as never, {} as never).plugins ?? [];
const { callWeb, invoke } = await putCallers(platform, plugins);

async function instanceOf(name: string): Promise<InstanceInfo | undefined> {
  return (await platform.instances()).find(({ action }) => action.endsWith(`/${name}`));
}

/** Calls an action until a channel to it is open. */
async function openChannelTo(name: string): Promise<void> {
  await eventually(async () => {
    await callWeb(name, 4);
    return (await platform.instances()).some(
      ({ action, channels = 0 }) => action.endsWith(`/${name}`) && channels > 0,
    );
  });
}

test('a deployment is accepted on a platform with channels', async () => {
  await checkPlacement(placement, { apihost: platform.apihost, auth: platform.key });
});

/** Headers that exist only in a call over HTTP. */
const ofConnection = new Set(['content-length', 'connection', 'keep-alive', 'date']);

async function recordsOf(name: string): Promise<Activation[]> {
  return (await (await platform.api(`activations?name=${name}&docs=true&limit=200`)).json()) as Activation[];
}

test('responses and records equal those of a call through the platform', async () => {
  const code = `const main = (args) => {
    console.log('asked', args.i);
    return { statusCode: 201, headers: { 'x-own': 'yes' }, body: { args, id: process.env.__OW_ACTIVATION_ID } };
  }`;
  await putAction(platform, 'echo', code, { ...web, parameters: { own: 'parameter' } });
  const answers = await callWeb('echo', 12, { json: { text: 'ü' }, path: '/a%20b?q=1' });
  assert.equal((await instanceOf('echo'))?.channels, 1);
  const stable = ({ status, text, headers }: WebCallResponse): unknown => {
    const { args } = JSON.parse(text) as { args: Record<string, unknown> };
    const own = {
      ...(args.__ow_headers as object),
      'x-request-id': undefined,
      traceparent: undefined,
      connection: undefined,
    };
    const names = Object.keys(headers).filter((name) => !ofConnection.has(name));
    return { status, args: { ...args, i: 0, __ow_headers: own }, names, own: headers['x-own'] };
  };
  for (const answer of answers) assert.deepEqual(stable(answer), stable(answers[0] as WebCallResponse));
  const records: Activation[] = [];
  for (const [index, { headers, text }] of answers.entries()) {
    const id = headers['x-openwhisk-activation-id'] as string;
    assert.equal((JSON.parse(text) as { id: string }).id, id);
    const record = await storedRecord(platform, id);
    assert.match(record.logs.join(), new RegExp(`stdout: asked ${index}$`));
    assert.equal((record.response.result.body as { args: { i: number } }).args.i, index);
    records.push(record);
  }
  const shape = ({ annotations, response, ...rest }: Activation): unknown => [
    Object.keys(rest),
    annotations.filter(({ key }) => !['waitTime', 'initTime'].includes(key)),
    { ...response, result: undefined, size: undefined },
  ];
  for (const record of records) assert.deepEqual(shape(record), shape(records[0] as Activation));
});

test('blocking invocations over a channel have the same parameters, results and errors', async () => {
  const code = `const main = ({ i, own, fail }) => {
    if (fail) return { error: 'no ' + i };
    return { i, own };
  }`;
  await putAction(platform, 'channels/plain', code, { ...shared, parameters: { own: 7 } });
  assert.deepEqual(
    await invoke('plain', 8),
    Array.from({ length: 8 }, (_, i) => ({ i, own: 7 })),
  );
  assert.equal((await instanceOf('plain'))?.channels, 1);
  for (const answer of await invoke('plain', 3, { fail: true }))
    assert.match(String(answer.failed), /failed/);
  const statuses = (await recordsOf('channels/plain')).map(({ response }) => response.status);
  assert.equal(statuses.filter((status) => status === 'success').length, 8);
  assert.equal(statuses.filter((status) => status === 'application error').length, 3);
});

test('the record of a call over a channel has its log and its result', async () => {
  const printed = ['', 'end 0 0 200 9', '{"level":"info","text":"a \\\\ \\" b"}', 'start 1 2 3', 'ünï ✓', ''];
  const code = `const main = ({ i }) => {
    for (const line of ${JSON.stringify(printed)}) console.log(line);
    return { i, text: 'one\\ntwo\\n' };
  }`;
  await putAction(platform, 'channels/talker', code, shared);
  await invoke('talker', 6);
  assert.equal((await instanceOf('talker'))?.channels, 1);
  const records = await eventually(async () => {
    const found = await recordsOf('channels/talker');
    return found.length === 6 ? found : undefined;
  });
  for (const { logs, response } of records) {
    assert.deepEqual(
      logs.map((line) => line.replace(/^\S+ stdout: /, '')),
      printed,
    );
    assert.equal(response.result.text, 'one\ntwo\n');
  }
});

test('calls to the port of the platform use channels too', async () => {
  await putAction(platform, 'at-port', 'const main = ({ i }) => ({ body: String(i) })', web);
  const answers = await callWeb('at-port', 8, { api: platform.apihost });
  assert.deepEqual(
    answers.map(({ text }) => text),
    Array.from({ length: 8 }, (_, i) => `${i}`),
  );
  assert.equal((await instanceOf('at-port'))?.channels, 1);
});

test('the next call after an update of the action runs the new code', async () => {
  await putAction(platform, 'changing', 'const main = () => ({ body: "old" })', web);
  await openChannelTo('changing');
  await putAction(platform, 'changing', 'const main = () => ({ body: "new" })', web);
  assert.equal((await callWeb('changing', 1))[0]?.text, 'new');
  await openChannelTo('changing');
  await platform.ow.actions.delete({ name: 'changing' });
  assert.equal((await callWeb('changing', 1))[0]?.status, 404);
});

test('a call whose instance is killed gets an error and a record, and the next call works', async () => {
  const code = `const main = ({ die }) => {
    console.log('before', die);
    return die ? new Promise(() => process.kill(process.pid, 'SIGKILL')) : { body: 'fine' };
  }`;
  await putAction(platform, 'mortal', code, web);
  await openChannelTo('mortal');
  const before = (await recordsOf('mortal')).length;
  const [answer] = await callWeb('mortal', 1, { json: { die: true } });
  assert.equal(answer?.status, 400);
  assert.equal(platformFailure(answer), 502, 'callers see that the platform says so, not the service');
  assert.equal((await callWeb('mortal', 1))[0]?.text, 'fine');
  const records = await eventually(async () => {
    const all = await recordsOf('mortal');
    return all.length >= before + 2 ? all : undefined;
  });
  const dead = records.find(({ response }) => response.status === 'action developer error');
  assert.match(dead?.logs.join() ?? '', /stdout: before true/);
  const good = records.filter(({ response }) => response.success);
  assert.equal(good.length, before + 1, 'no other record is missing');
});

test('after a channel breaks, no call goes to the ended instance', async () => {
  const code = `const main = ({ die }) =>
    die ? new Promise(() => process.kill(process.pid, 'SIGKILL')) : { body: 'fine' };`;
  await putAction(platform, 'brittle', code, web);
  // The operating system may close the sockets of a killed process in any order.
  for (let round = 0; round < 20; round += 1) {
    await openChannelTo('brittle');
    assert.equal((await callWeb('brittle', 1, { json: { die: true } }))[0]?.status, 400);
    assert.equal((await callWeb('brittle', 1))[0]?.text, 'fine');
  }
});

test('an instance that hangs is killed at the time limit, with the usual record', async () => {
  const code = 'const main = ({ hang }) => { while (hang) {} return { body: "fine" } }';
  await putAction(platform, 'hanging', code, { ...web, limits: { concurrency: 16, timeout: 500 } });
  await openChannelTo('hanging');
  const pid = (await instanceOf('hanging'))?.pid as number;
  assert.equal((await callWeb('hanging', 1, { json: { hang: true } }))[0]?.status, 400);
  await eventually(async () => !(await isAlive(pid)));
  const record = await eventually(async () =>
    (await recordsOf('hanging')).find(({ response }) => response.status === 'action developer error'),
  );
  assert.match(String(record.response.result.error), /exceeded its time limits of 500 milliseconds/);
  assert.equal(record.annotations.find(({ key }) => key === 'timeout')?.value, true);
});

test('an action that throws gets a new instance, and concurrent calls succeed', async () => {
  const code =
    'const main = ({ bad }) => { if (bad) throw new Error("oh"); return { body: String(process.pid) } }';
  await putAction(platform, 'throwing', code, web);
  await openChannelTo('throwing');
  const first = (await callWeb('throwing', 1))[0]?.text;
  assert.equal((await callWeb('throwing', 1, { json: { bad: true } }))[0]?.status, 400);
  const next = (await callWeb('throwing', 1))[0];
  assert.equal(next?.status, 200);
  assert.notEqual(next?.text, first);
  await eventually(async () => !(await isAlive(Number(first))));
});

test('a call that a channel cannot handle goes through the platform: large results, large requests, special paths', async () => {
  const code = `const main = ({ size = 0, __ow_path }) => ({ body: { path: __ow_path, text: 'x'.repeat(size) } })`;
  await putAction(platform, 'sizes', code, web);
  await openChannelTo('sizes');
  assert.equal((await callWeb('sizes', 1, { json: { size: 2_000_000 } }))[0]?.status, 400);
  assert.equal((await callWeb('sizes', 1, { json: { text: 'y'.repeat(1_000_000) } }))[0]?.status, 200);
  const [odd] = await callWeb('sizes', 1, { path: '/a/./b' });
  assert.equal((JSON.parse(odd?.text ?? '') as { path: string }).path, '/a/b');
  assert.equal((await callWeb('sizes', 1, { json: { __ow_path: 'x' } }))[0]?.status, 400);
});

test('a channel closes when it is idle and when its caller has ended', async () => {
  await putAction(platform, 'idle', 'const main = () => ({ body: "here" })', web);
  await openChannelTo('idle');
  await eventually(async () => (await instanceOf('idle'))?.channels === 0);
  await openChannelTo('idle');
  const { pid } = (await instanceOf('caller')) as { pid: number };
  process.kill(pid, 'SIGKILL');
  // The operating system may close the channel before the connection to the platform.
  await eventually(async () => !(await platform.instances()).some((one) => one.pid === pid));
  await eventually(async () => {
    const one = await instanceOf('idle');
    return one?.channels === 0 && one.running === 0;
  });
  assert.equal((await callWeb('idle', 1))[0]?.text, 'here');
});

test('an action gets the memory of instances that are only reserved by channels', async () => {
  const code = 'const main = () => ({ body: "here" })';
  const large = { ...web, limits: { concurrency: 16, memory: 512 } };
  await putAction(platform, 'large-a', code, large);
  await putAction(platform, 'large-b', code, large);
  await openChannelTo('large-a');
  assert.equal((await callWeb('large-b', 1))[0]?.text, 'here');
  assert.equal((await callWeb('large-a', 1))[0]?.text, 'here');
});

test('many concurrent calls over channels and through the platform all succeed, each with its record', async () => {
  const code = 'const main = ({ i, n }) => new Promise((done) => setTimeout(done, 5, { body: { i, n } }))';
  await putAction(platform, 'many', code, web);
  const all = await Promise.all(
    Array.from({ length: 16 }, (_, n) => callWeb('many', 20, { json: { n }, ms: 20_000 })),
  );
  for (const [n, answers] of all.entries())
    assert.deepEqual(
      answers.map(({ text }) => JSON.parse(text) as unknown),
      Array.from({ length: 20 }, (_, i) => ({ i, n })),
    );
  for (const { headers } of all.flat()) {
    const record = await storedRecord(platform, headers['x-openwhisk-activation-id'] as string);
    assert.equal(record.response.success, true);
  }
});
