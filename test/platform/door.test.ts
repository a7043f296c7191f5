import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundled, putAction, recordOf, storedRecord, usePlatform } from './helper.ts';

const platform = await usePlatform({ maxConcurrency: 10 });

const inner = 'function main(args) { return { body: { got: args, id: process.env.__OW_ACTIVATION_ID } } }';
await putAction(platform, 'inner', inner, { annotations: { 'web-export': true } });
const callWeb = bundled(`
  import { call } from '#shared/http/client';
  export async function main(args) {
    if (args.public) process.env.__OW_API_HOST = args.public;
    const url = process.env.__OW_API_HOST + '/api/v1/web/guest/default/' + args.name;
    const { status, text, headers } = await call(url, { method: 'POST', json: args.json, deadlineMs: args.ms ?? 5000 });
    return { status, text, activation: headers['x-openwhisk-activation-id'], cors: headers['access-control-allow-origin'] };
  }`);
await putAction(platform, 'caller', callWeb);

test('a call from action to action goes past the network, with the same answer, record and headers', async () => {
  const { status, text, activation, cors } = (
    await recordOf(platform, 'caller', { name: 'inner', json: { a: 'ü' } })
  ).response.result;
  assert.equal(status, 200);
  const { got, id } = JSON.parse(String(text)) as { got: Record<string, unknown>; id: string };
  assert.equal(got.a, 'ü');
  assert.equal(got.__ow_method, 'post');
  assert.equal(id, activation);
  assert.equal(cors, '*');
  const record = await storedRecord(platform, String(activation));
  assert.equal(record.name, 'inner');
  const headers = got.__ow_headers as Record<string, string>;
  assert.ok(!('connection' in headers), 'it came through the door');
});

test('where there is no such socket the same bundle uses the address', async () => {
  const code = callWeb.replaceAll('DIPTYCH_API_SOCKET', 'NOBODY_SETS_THIS');
  await putAction(platform, 'outside', code);
  const { status, text } = (await recordOf(platform, 'outside', { name: 'inner', json: {} })).response.result;
  assert.equal(status, 200);
  assert.match(String(text), /"connection": "keep-alive"/);
});

test('the same rules hold: missing actions, bodies too large, secured actions', async () => {
  await putAction(platform, 'closed', inner, {
    annotations: { 'web-export': true, 'require-whisk-auth': 'x' },
  });
  const status = async (args: object): Promise<unknown> =>
    (await recordOf(platform, 'caller', args)).response.result.status;
  assert.equal(await status({ name: 'nobody', json: {} }), 404);
  assert.equal(await status({ name: 'closed', json: {} }), 401);
  assert.equal(await status({ name: 'inner', json: { __ow_path: 'x' } }), 400);
});

test('nonsense on the socket closes that connection, and nothing else', async () => {
  const code = `const net = require('net');
  const main = ({ bytes }) => new Promise((done) => {
    const socket = net.connect(process.env.DIPTYCH_API_SOCKET, () => socket.write(Buffer.from(bytes, 'latin1')));
    socket.on('error', () => undefined).on('close', () => done({ closed: true }));
  })`;
  await putAction(platform, 'babbler', code, { limits: { timeout: 5000 } });
  const framed = (head: string, id = 1): string =>
    `${String.fromCharCode(head.length)}${'\0'.repeat(7)}${String.fromCharCode(id)}${'\0'.repeat(3)}${head}`;
  for (const bytes of [
    framed('oops'),
    framed('null'),
    framed('null', 0),
    framed('{"lost":1}', 0) + framed('oops'),
    '\xff'.repeat(12),
  ]) {
    const { result } = (await recordOf(platform, 'babbler', { bytes })).response;
    assert.deepEqual(result, { closed: true }, JSON.stringify(bytes));
    assert.equal(
      (await recordOf(platform, 'caller', { name: 'inner', json: {} })).response.result.status,
      200,
    );
  }
});

test('a deadline ends the wait, not the other action', async () => {
  await putAction(
    platform,
    'slow',
    'const main = () => new Promise((done) => setTimeout(() => done({ body: "late" }), 300))',
    {
      annotations: { 'web-export': true },
    },
  );
  const { response } = await recordOf(platform, 'caller', { name: 'slow', json: {}, ms: 50 });
  assert.equal((response.result.error as { status: number }).status, 504);
  const record = await recordOf(platform, 'caller', { name: 'slow', json: {} });
  assert.equal(record.response.result.text, 'late');
});

test('actions are invoked through it with the key, in both ways', async () => {
  const code = bundled(`
    import { invokeAndWait, invokeAsync } from '#shared/invoke/invoke';
    export async function main({ name }) {
      return { waited: await invokeAndWait(name, { x: 1 }), id: await invokeAsync(name, { x: 2 }) };
    }`);
  await putAction(platform, 'invoker', code, { annotations: { 'provide-api-key': true } });
  const { waited, id } = (await recordOf(platform, 'invoker', { name: 'inner' })).response.result;
  assert.deepEqual((waited as { body: { got: object } }).body.got, { x: 1 });
  assert.equal((await storedRecord(platform, String(id))).name, 'inner');
  const missing = await recordOf(platform, 'invoker', { name: 'nobody' });
  assert.equal((missing.response.result.error as { status: number }).status, 503);
});
