// What needs no session. test/state/overleaf/ has the rest, with a stand-in of web.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { connectRaw } from '#test/overleaf/raw-socket';

describeForms('overleaf', 'real-time', { skip: withoutAddressOf('real-time') }, ({ services }) => {
  const url = services['real-time'] ?? '';

  it('is open and healthy', async () => {
    const text = async (path: string): Promise<string> => (await fetch(url + path)).text();
    assert.equal(await text('/'), 'real-time is open');
    assert.equal(await text('/status'), 'real-time is alive');
    for (const path of ['/health_check', '/health_check/redis']) assert.equal(await text(path), 'OK', path);
    assert.match(await text('/metrics'), /http_requests_total/);
    assert.equal((await fetch(`${url}/socket.io/socket.io.js`)).status, 200);
  });

  for (const transport of ['websocket', 'xhr-polling'] as const)
    it(`rejects whoever has no session, over ${transport}`, async () => {
      const socket = await connectRaw(url, { transport });
      assert.match(socket.handshake, /^[\w-]+:60:60:websocket,xhr-polling$/);
      const expected = [
        { name: 'connectionRejected', args: [{ message: 'invalid session' }] },
        { frame: 'disconnect' },
        '<connection closed>',
      ];
      await eventually(() => assert.deepEqual(socket.received, expected));
    });

  it('shows no editor that is not there, and lets only services send and disconnect', async () => {
    assert.equal((await fetch(`${url}/clients/nobody`)).status, 404);
    for (const path of [`/project/${'a'.repeat(24)}/message/x`, '/client/nobody/disconnect', '/drain'])
      assert.equal((await fetch(url + path, { method: 'POST' })).status, 401, path);
  });
});
