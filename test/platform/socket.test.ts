// The Unix socket of the platform serves the same API as its port.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { unixSocketUrl } from '#shared/http/address';
import { call } from '#shared/http/client';
import { bundled, eventually, putAction, recordOf, storedRecord, usePlatform } from './helper.ts';

const platform = await usePlatform({ maxConcurrency: 10 });
const socketUrl = unixSocketUrl(platform.socket);

const inner = 'function main(args) { return { body: { got: args, id: process.env.__OW_ACTIVATION_ID } } }';
await putAction(platform, 'inner', inner, { annotations: { 'web-export': true } });
const caller = await bundled(`
  import { call } from '#shared/http/client';
  export async function main({ api, name, json, ms = 5000 }) {
    const url = api + '/api/v1/web/guest/default/' + name + '/a%20b?q=1';
    const { status, text, headers } = await call(url, { method: 'POST', json, deadlineMs: ms });
    return { status, text, id: headers['x-openwhisk-activation-id'] };
  }`);
await putAction(platform, 'caller', caller, { parameters: { api: socketUrl } });
/** The status of the response that the calling action got, or the kind of the error. */
const statusOf = async (args: object): Promise<unknown> => {
  const { status, error } = (await recordOf(platform, 'caller', args)).response.result;
  return status ?? (error as { kind: string }).kind;
};

test('a web action gives the same response on the socket as on the port', async () => {
  const path = '/api/v1/web/guest/default/inner/x?q=1';
  const answers = await Promise.all([socketUrl, platform.apihost].map((base) => call(base + path)));
  const stable = answers.map(({ status, text }) => {
    const { got } = JSON.parse(text) as { got: { __ow_headers: object } };
    return { status, got: { ...got, __ow_headers: Object.keys(got.__ow_headers) } };
  });
  assert.deepEqual(stable[0], stable[1]);
});

test('the REST API on the socket requires a key too', async () => {
  const list = `${socketUrl}/api/v1/namespaces/_/actions`;
  assert.equal((await call(list)).status, 401);
  const { status, text } = await call(list, { headers: { authorization: platform.authorization() } });
  assert.equal(status, 200);
  assert.ok((JSON.parse(text) as { name: string }[]).some(({ name }) => name === 'inner'));
});

test('a thousand callers reach a platform that is busy for a moment', async () => {
  // The platform runs in this process, so it accepts none of them until all have asked.
  const answers = await Promise.all(Array.from({ length: 1000 }, () => call(`${socketUrl}/ping`)));
  assert.ok(answers.every(({ text }) => text === 'pong'));
});

test('an action calls another one over the socket, with a record for each', async () => {
  const { result } = (await recordOf(platform, 'caller', { name: 'inner', json: { x: 1 } })).response;
  assert.equal(result.status, 200);
  const { got, id } = JSON.parse(String(result.text)) as { got: Record<string, unknown>; id: string };
  assert.deepEqual([got.x, got.__ow_path, got.q], [1, '/a%20b', '1']);
  assert.equal(id, result.id);
  assert.equal((await storedRecord(platform, id)).name, 'inner');
});

test('missing actions, secured actions and reserved parameters are refused on the socket too', async () => {
  await putAction(platform, 'closed', inner, {
    annotations: { 'web-export': true, 'require-whisk-auth': 'x' },
  });
  assert.equal(await statusOf({ name: 'nobody', json: {} }), 'unavailable');
  assert.equal(await statusOf({ name: 'closed', json: {} }), 401);
  assert.equal(await statusOf({ name: 'inner', json: { __ow_path: 'x' } }), 400);
});

test('invalid bytes on the socket close that connection only', async () => {
  for (const bytes of ['\0\0\0\0', 'oops\r\n\r\n', '\xff'.repeat(12)]) {
    let isClosed = false;
    const socket = connect(platform.socket, () => socket.write(Buffer.from(bytes, 'latin1')));
    socket.on('error', () => undefined).resume();
    socket.on('close', () => {
      isClosed = true;
    });
    await eventually(() => isClosed);
    assert.equal(await statusOf({ name: 'inner', json: {} }), 200);
  }
});

test('a deadline ends the call, and the called action continues', async () => {
  const slow = 'const main = () => new Promise((done) => setTimeout(() => done({ body: "late" }), 300))';
  await putAction(platform, 'slow', slow, { annotations: { 'web-export': true } });
  const { response } = await recordOf(platform, 'caller', { name: 'slow', json: {}, ms: 50 });
  assert.match(String((response.result.error as { message: string }).message), /did not answer within 50 ms/);
  const record = await recordOf(platform, 'caller', { name: 'slow', json: {} });
  assert.equal(record.response.result.text, 'late');
});

test('actions are invoked over the socket with the key, blocking and non-blocking', async () => {
  const code = await bundled(`
    import { actionClient, actionUrl } from '#shared/actions/client';
    export async function main({ api, key, name }) {
      const action = actionClient(actionUrl(api, 'package/' + name), key);
      return { waited: await action.invoke({ x: 1 }), id: await action.start({ x: 2 }) };
    }`);
  await platform.ow.packages.update({ name: 'package' });
  await putAction(platform, 'package/inner', inner);
  await putAction(platform, 'invoker', code, { parameters: { api: socketUrl, key: platform.key } });
  const { waited, id } = (await recordOf(platform, 'invoker', { name: 'inner' })).response.result;
  assert.deepEqual((waited as { body: { got: object } }).body.got, { x: 1 });
  assert.equal((await storedRecord(platform, String(id))).name, 'inner');
  const missing = await recordOf(platform, 'invoker', { name: 'nobody' });
  assert.match(
    String((missing.response.result.error as { message: string }).message),
    /^OpenWhisk answered 404 for action .*nobody$/,
  );
});
