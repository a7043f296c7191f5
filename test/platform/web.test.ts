import assert from 'node:assert/strict';
import { test } from 'node:test';
import { putAction, storedRecord, usePlatform } from './helper.ts';

const platform = await usePlatform();
const { web } = platform;
const exported = { 'web-export': true };
await putAction(platform, 'echo', 'function main(args) { return { body: args } }', { annotations: exported });
await putAction(platform, 'raw', 'function main(args) { return { body: args } }', {
  annotations: { ...exported, 'raw-http': true },
});
await putAction(platform, 'reply', 'function main(args) { return JSON.parse(args.reply) }', {
  annotations: exported,
});

async function reply(result: unknown, extension = ''): Promise<Response> {
  return web(`default/reply${extension}?reply=${encodeURIComponent(JSON.stringify(result))}`);
}

test('a web action gets method, headers, path and query', async () => {
  const args = (await (await web('default/echo/a/%20b?x=1', { method: 'PUT' })).json()) as Record<
    string,
    unknown
  >;
  assert.equal(args.__ow_method, 'put');
  assert.equal(args.__ow_path, '/a/%20b');
  assert.equal(args.x, '1');
  assert.equal((args.__ow_headers as Record<string, string>)['accept-encoding'], 'gzip, deflate');
});

test('a raw web action gets the unparsed query and body', async () => {
  const init = { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } };
  const args = (await (await web('default/raw?x=1&y', init)).json()) as Record<string, unknown>;
  assert.equal(args.__ow_query, 'x=1&y');
  assert.equal(args.__ow_body, 'eyJhIjoxfQ==');
});

test('the result determines status, headers and body of the response', async () => {
  const headers = { 'set-cookie': ['a=1', 'b=2'], 'x-a': 'b', 'content-type': 'text/css' };
  const response = await reply({ statusCode: 418, headers, body: 'p {}' });
  assert.equal(response.status, 418);
  assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
  assert.equal(response.headers.get('content-type'), 'text/css; charset=UTF-8');
  assert.equal(await response.text(), 'p {}');
  const id = response.headers.get('x-openwhisk-activation-id') ?? '';
  assert.equal((await storedRecord(platform, id)).name, 'reply');
});

test('the value of error determines the response of an application error', async () => {
  const response = await reply({ error: { statusCode: 403, body: 'no' } });
  assert.deepEqual([response.status, await response.text()], [403, 'no']);
  assert.equal((await reply({ error: 'text' })).status, 400);
});

test('a developer error gives 400 without details, an array 500', async () => {
  await putAction(platform, 'throws', 'function main() { throw new Error("secret") }', {
    annotations: exported,
  });
  const response = await web('default/throws');
  assert.equal(response.status, 400);
  assert.doesNotMatch(await response.text(), /secret/);
  assert.equal((await reply([1])).status, 500);
});

test('the extension chooses the part of the result that is sent', async () => {
  assert.deepEqual(await (await reply({ body: 'b' }, '.json')).json(), { body: 'b' });
  assert.equal(await (await reply({ html: '<b>' }, '.html')).text(), '<b>');
  assert.equal((await reply({}, '.text')).status, 404);
});

test('a missing action and one that is not exported give the same 404', async () => {
  await putAction(platform, 'private', 'function main() {}');
  await putAction(platform, 'text', 'function main() {}', { annotations: { 'web-export': 'true' } });
  for (const path of ['default/private', 'default/text', 'default/none', 'none/echo', 'default/echo.xml']) {
    assert.equal((await web(path)).status, 404, path);
  }
});

test('reserved names and final parameters in query and body are refused', async () => {
  assert.equal((await web('default/echo?__ow_body=x')).status, 400);
  await putAction(platform, 'final', 'function main(a) { return { body: a } }', {
    annotations: { ...exported, final: true },
    parameters: { a: 1 },
  });
  assert.equal((await web('default/final?a=2')).status, 400);
  assert.equal((await web('default/final?b=2')).status, 200);
});

test('require-whisk-auth requires the secret, or any valid key', async () => {
  const code = 'function main({ __ow_user }) { return { body: { user: __ow_user } } }';
  await putAction(platform, 'secret', code, {
    annotations: { ...exported, 'require-whisk-auth': 'open sesame' },
  });
  await putAction(platform, 'keyed', code, { annotations: { ...exported, 'require-whisk-auth': true } });
  assert.equal((await web('default/secret')).status, 401);
  assert.equal(
    (await web('default/secret', { headers: { 'x-require-whisk-auth': 'open sesame' } })).status,
    200,
  );
  assert.equal((await web('default/keyed')).status, 401);
  const authorization = platform.authorization('other');
  assert.deepEqual(await (await web('default/keyed', { headers: { authorization } })).json(), {
    user: 'other',
  });
});

test('the platform adds CORS headers and responds to OPTIONS, unless the action has web-custom-options', async () => {
  const preflight = { method: 'OPTIONS', headers: { 'access-control-request-headers': 'x-one,x-two' } };
  const answer = await web('default/echo', preflight);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.equal(answer.headers.get('access-control-allow-headers'), 'x-one, x-two');
  assert.equal(answer.headers.get('x-openwhisk-activation-id'), null);
  const code =
    'function main(a) { return { headers: { "access-control-allow-origin": "http://x" }, body: a.__ow_method } }';
  await putAction(platform, 'own', code, { annotations: { ...exported, 'web-custom-options': true } });
  const own = await web('default/own', preflight);
  assert.equal(own.headers.get('access-control-allow-origin'), 'http://x');
  assert.equal(await own.text(), 'options');
});

test('an Accept header that excludes the type of the response gives 406', async () => {
  assert.equal((await web('default/echo', { headers: { accept: 'application/xml' } })).status, 406);
  assert.equal((await web('default/echo', { headers: { accept: 'text/html, */*;q=0.1' } })).status, 200);
});

test('HEAD returns the headers without the body; a body of more than a mebibyte gives 413', async () => {
  const head = await web('default/echo', { method: 'HEAD' });
  assert.deepEqual(
    [head.status, head.headers.get('content-type'), await head.text()],
    [200, 'application/json', ''],
  );
  assert.equal((await web('default/raw', { method: 'POST', body: 'x'.repeat(1_048_577) })).status, 413);
});

test('the path of a web action names its package or a binding of the package', async () => {
  await platform.ow.packages.update({ name: 'p' });
  await putAction(platform, 'p/echo', 'function main({ k }) { return { body: { k } } }', {
    annotations: exported,
  });
  const binding = { binding: { namespace: '_', name: 'p' }, parameters: [{ key: 'k', value: 1 }] };
  await platform.api('packages/b', { method: 'PUT', body: JSON.stringify(binding) });
  assert.deepEqual(await (await web('b/echo')).json(), { k: 1 });
  assert.deepEqual(await (await web('p/echo.http')).json(), {});
});

test('a header of the action beyond ASCII is sent as Latin-1, whatever the body', async () => {
  const code = `function main() { return { headers: { 'x-u': 'é' }, body: 'ü' } }`;
  await putAction(platform, 'latin', code, { annotations: { 'web-export': true } });
  const response = await platform.web('default/latin');
  assert.equal(response.headers.get('x-u'), 'é');
  assert.equal(await response.text(), 'ü');
});
