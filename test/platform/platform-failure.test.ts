import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { isKind } from '#shared/errors';
import { call } from '#shared/http/client';
import { forward } from '#shared/http/proxy';
import { usePlatform } from './helper.ts';

const platform = await usePlatform();
const web = `${platform.apihost}/api/v1/web/guest/default`;

/** The front door of a service that is the web action NAME, at /NAME. */
const door = createServer((request, response) => {
  const [, service = ''] = (request.url ?? '').split('/');
  void forward(request, response, { service, url: web + request.url, timeoutMs: 5000, bodyLimit: 5_000_000 });
}).listen(0, '127.0.0.1');
await once(door, 'listening');
after(() => {
  door.closeAllConnections();
  door.close();
});
const atDoor = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`http://127.0.0.1:${(door.address() as AddressInfo).port}/${path}`, init);

const actions: Record<string, string> = {
  killed: 'function main() { process.kill(process.pid, "SIGKILL"); return new Promise(() => {}) }',
  throws: 'function main() { throw new Error("boom") }',
  odd: 'function main() { return { statusCode: "none" } }',
  missing404: 'function main() { return { statusCode: 404, body: { code: "CART", error: "no such cart" } } }',
  invalid400: 'function main() { return { statusCode: 400, body: "no such sum" } }',
  failing500: 'function main() { return { statusCode: 500, body: { error: "mine" } } }',
};
for (const [name, code] of Object.entries(actions)) {
  const exec = { kind: 'nodejs:20', code };
  await platform.ow.actions.update({
    name,
    action: { exec, annotations: [{ key: 'web-export', value: true }] } as never,
  });
}

for (const [name, status] of [
  ['killed', 502],
  ['throws', 502],
  ['odd', 502],
  ['none', 503],
] as const) {
  test(`an action that is '${name}' is ${status} with Retry-After at the front door, and unavailable to others`, async () => {
    for (const method of ['GET', 'HEAD', 'POST']) {
      const response = await atDoor(name, { method });
      assert.deepEqual([response.status, response.headers.get('retry-after')], [status, '1'], method);
      assert.equal(response.headers.get('x-answered-by'), 'front-door');
    }
    await assert.rejects(call(`${web}/${name}`), (error) => isKind(error, 'unavailable'));
  });
}

for (const [name, status, text] of [
  ['missing404', 404, '"no such cart"'],
  ['invalid400', 400, 'no such sum'],
  ['failing500', 500, '"mine"'],
] as const) {
  test(`what a service answers reaches the client: ${status}`, async () => {
    for (const method of ['GET', 'HEAD', 'POST']) {
      const response = await atDoor(name, { method });
      assert.equal(response.status, status, method);
      if (method !== 'HEAD') assert.ok((await response.text()).includes(text));
    }
    assert.equal((await call(`${web}/${name}`)).status, status);
  });
}

test('what the platform refuses about the request reaches the client too', async () => {
  const tooLarge = await atDoor('missing404', { method: 'POST', body: 'x'.repeat(2_000_000) });
  assert.equal(tooLarge.status, 413);
  assert.equal((await atDoor('missing404.svg?x=%zz')).status, 400);
});
