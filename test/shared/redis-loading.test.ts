import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import { openRedis } from '#shared/state/redis';

const bulk = (text: string): string => `$${text.length}\r\n${text}\r\n`;

/** A server that says, the first time that it is asked, that loading its data takes an hour; then it is ready. */
async function loadingServer(): Promise<Server> {
  let asked = 0;
  const answer = (command: string): string => {
    if (command !== 'info') return '+OK\r\n';
    asked += 1;
    return bulk(asked === 1 ? 'loading:1\r\nloading_eta_seconds:3600' : 'loading:0');
  };
  const server = createServer((socket: Socket) => {
    socket.on('data', (data) => {
      for (const [, command = ''] of `${data}`.matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g))
        socket.write(answer(command.toLowerCase()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe('a Redis that has just started', () => {
  it('is used as soon as it is ready, whatever it has estimated before', async () => {
    const server = await loadingServer();
    after(() => server.close());
    const store = openRedis(`redis://127.0.0.1:${(server.address() as AddressInfo).port}`);
    after(() => store.close());
    assert.equal(await store.use((client) => client.set('key', 'value')), 'OK');
  });
});
