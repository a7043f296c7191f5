import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it, test } from 'node:test';
import { startPlatform } from '#wsk/platform/platform';
import { parseExact } from '#wsk/platform/server/exact-json';
import { putAction, usePlatform } from './helper.ts';

const platform = await usePlatform();
const { api } = platform;
const exported = { 'web-export': true };
await putAction(platform, 'echo', 'function main(args) { return { body: args } }', { annotations: exported });
await putAction(platform, 'reply', 'function main(args) { return JSON.parse(args.reply) }', {
  annotations: exported,
});

/** Sends a request exactly as given, and resolves with status and text. */
function send(path: string, headers: Record<string, string> = {}, body = ''): Promise<[number, string]> {
  const { hostname, port } = new URL(platform.apihost);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, headers, method: body === '' ? 'GET' : 'PUT' },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve([response.statusCode ?? 0, Buffer.concat(chunks).toString()]));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('a number that a double cannot hold stays as it was written', () => {
  for (const number of [
    '12345678901234567890',
    '-9007199254740993',
    '1e400',
    '1e-400',
    '0.12345678901234567890',
  ]) {
    it(`${number} in parameters and annotations`, async () => {
      const text = `{"parameters":[{"key":"p","value":{"deep":[${number}]}}],"annotations":[{"key":"a","value":${number}}],`;
      const code =
        '"exec":{"kind":"nodejs:20","code":"function main(args) { return { kind: typeof args.p.deep[0] } }"}}';
      const put = await api('actions/number?overwrite=true', { method: 'PUT', body: text + code });
      assert.equal(put.status, 200);
      const got = await (await api('actions/number')).text();
      assert.ok(got.includes(`{"deep":[${number}]}`), got);
      assert.ok(got.includes(`"value":${number}}`), got);
      const result = await api('actions/number?blocking=true&result=true', { method: 'POST', body: '{}' });
      assert.deepEqual(await result.json(), { kind: 'number' });
    });
  }

  it('also in packages, triggers and their bindings, and over a restart', async () => {
    const data = mkdtempSync(join(tmpdir(), 'numbers-'));
    after(() => rmSync(data, { recursive: true, force: true }));
    const namespaces = { guest: platform.key };
    const headers = { authorization: platform.authorization(), 'content-type': 'application/json' };
    const body = '{"parameters":[{"key":"p","value":12345678901234567890}]}';
    for (const round of ['before', 'after']) {
      const own = await startPlatform({ namespaces, data });
      const base = `${own.apihost}/api/v1/namespaces/_`;
      for (const path of ['packages/p', 'triggers/t']) {
        if (round === 'before') await fetch(`${base}/${path}`, { method: 'PUT', headers, body });
        const text = await (await fetch(`${base}/${path}`, { headers })).text();
        assert.ok(text.includes('12345678901234567890'), `${round}: ${text}`);
      }
      await own.close();
    }
  });

  it('and is compared as it was written when it is the secret of a web action', async () => {
    const secret = '12345678901234567890';
    const body = `{"annotations":[{"key":"web-export","value":true},{"key":"require-whisk-auth","value":${secret}}],"exec":{"kind":"nodejs:20","code":"function main() { return { body: 'in' } }"}}`;
    await api('actions/secret?overwrite=true', { method: 'PUT', body });
    const status = async (sent: string): Promise<number> =>
      (await platform.web('default/secret', { headers: { 'x-require-whisk-auth': sent } })).status;
    assert.deepEqual([await status(secret), await status('12345678901234567891')], [200, 401]);
  });

  it('and is no object, where a request must be one', async () => {
    for (const body of ['12345678901234567890', '1e400', '123']) {
      assert.equal((await api('actions/echo?blocking=true', { method: 'POST', body })).status, 400);
      assert.equal((await api('packages/z', { method: 'PUT', body })).status, 400);
    }
  });

  it('other numbers are parsed as always', () => {
    for (const text of [
      '[1.0,1e3,0.1,-0,100000000000000000000,1.7976931348623157e308,"12345678901234567890"]',
    ])
      assert.deepEqual(parseExact(text), JSON.parse(text));
  });
});

describe('JSON in a response is laid out as OpenWhisk prints it', () => {
  const printed: [result: object, text: string][] = [
    [{ body: {} }, '{\n\n}'],
    [{ body: [] }, '[]'],
    [{ body: [1, 'x', null] }, '[1, "x", null]'],
    [{ body: { a: [1], o: {} } }, '{\n  "a": [1],\n  "o": {\n\n  }\n}'],
    [{ headers: { 'content-type': 'application/vnd.api+json' }, body: { a: 1 } }, '{\n  "a": 1\n}'],
    [{ headers: { 'content-type': 'application/problem+json' }, body: [{ a: 1 }] }, '[{\n  "a": 1\n}]'],
  ];
  for (const [result, text] of printed) {
    it(JSON.stringify(result), async () => {
      const reply = encodeURIComponent(JSON.stringify(result));
      assert.equal(await (await platform.web(`default/reply.http?reply=${reply}`)).text(), text);
    });
  }
});

test('dot segments are resolved before the action is looked up, in any spelling', async () => {
  const base = '/api/v1/web/guest/default/echo.http';
  for (const path of ['/%2e%2e/x', '/%2E./x', '/.%2e/x', '/a/%2e%2e/%2e%2e/x'])
    assert.equal((await send(base + path))[0], 404, path);
  for (const path of ['/%2e/x', '/a/%2e%2e/x', '/..a/%2e%2e%2e'])
    assert.equal((await send(base + path))[0], 200, path);
});

test('an empty Expect header asks for nothing, another one is refused', async () => {
  const path = '/api/v1/web/guest/default/echo.http';
  assert.equal((await send(path, { expect: '' }))[0], 200);
  assert.equal((await send(path, { expect: 'a-wonder' }))[0], 417);
});

test('Basic credentials reach an open action as the platform has read them', async () => {
  const seen = async (authorization: string): Promise<unknown> => {
    const [, text] = await send('/api/v1/web/guest/default/echo.http', { authorization });
    return (JSON.parse(text) as { __ow_headers: { authorization: string } }).__ow_headers.authorization;
  };
  for (const [sent, received] of [
    ['Basic', 'Basic Og=='],
    ['Basic !!!', 'Basic Og=='],
    ['basic %', 'Basic Og=='],
    ['Basic YTpi', 'Basic YTpi'],
    ['Basic YWI=', 'Basic YWI6'],
    ['Bearer abc', 'Bearer abc'],
    ['Digest a="b"', 'Digest a="b"'],
  ] as const)
    assert.equal(await seen(sent), received, sent);
});
