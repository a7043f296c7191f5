import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { send, sendEndlessly, uploads } from '#test/harness/upload';
import { usePlatform } from './helper.ts';

const platform = await usePlatform();
const code = 'function main(args) { return { body: "ran" } }';
const exec = { kind: 'nodejs:20', code };
await platform.ow.actions.update({
  name: 'open',
  action: { exec, annotations: [{ key: 'web-export', value: true }] } as never,
});

const api = '/api/v1/namespaces/_';
const key = `Authorization: ${platform.authorization()}`;
const refusals: [what: string, head: string, status: number][] = [
  ['a web action, whose limit the body exceeds', 'POST /api/v1/web/guest/default/open HTTP/1.1', 413],
  ['a web action that does not exist', 'POST /api/v1/web/guest/default/none HTTP/1.1', 404],
  [
    'an invocation, whose limit the body exceeds',
    `POST ${api}/actions/open HTTP/1.1\r\nContent-Type: application/json\r\n${key}`,
    413,
  ],
  ['an invocation without a key', `POST ${api}/actions/open HTTP/1.1`, 401],
  ['a method that there is not', `BREW ${api}/actions/open HTTP/1.1`, 501],
  ['a header of 10,000 characters', `POST / HTTP/1.1\r\nX-Long: ${'x'.repeat(10_000)}`, 431],
  ['a header of 100,000 characters', `POST / HTTP/1.1\r\nX-Long: ${'x'.repeat(100_000)}`, 431],
  ['an expectation that nobody meets', 'POST / HTTP/1.1\r\nExpect: a-miracle', 417],
  ['a target that is no URI', 'POST /%zz HTTP/1.1', 400],
];

for (const [what, head, status] of refusals) {
  describe(`the platform answers ${status} for ${what}`, () => {
    for (const [title, upload] of uploads(head)) {
      it(`to a client that first sends everything: ${title}`, async () => {
        assert.match(await send(platform.apihost, upload), new RegExp(`^HTTP/1.1 ${status} `));
      });
    }

    it('to a client that never stops to send, and is then disconnected', async () => {
      const { response } = await sendEndlessly(platform.apihost, head);
      assert.match(response, new RegExp(`^HTTP/1.1 ${status} `));
    });
  });
}
