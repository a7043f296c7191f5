import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { after, it } from 'node:test';
import { refuseSocket } from '#shared/http/linger';
import { forwardUpgrades } from '#shared/http/upgrade';
import { eventually } from '#test/harness/eventually';

const servers: Server[] = [];
const sockets: Socket[] = [];
after(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
});

async function start(prepare: (server: Server) => void): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  servers.push(server);
  prepare(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A front door that leads all but `/nowhere` to a port. */
const doorTo = (port: number, timeoutMs = 5000) =>
  start((server) =>
    forwardUpgrades(server, (path) =>
      path === '/nowhere'
        ? undefined
        : { service: 'echo', url: `http://127.0.0.1:${port}${path}`, timeoutMs },
    ),
  );

/** Asks for an upgrade; `more` is sent with the same bytes. */
function ask(port: number, path = '/', more = ''): { socket: Socket; text: () => string } {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  socket.on('error', () => {});
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: portal.example\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n${more}`,
  );
  return { socket, text: () => text };
}

let echo: Promise<{ door: number; seen: { request: IncomingMessage; socket: Socket }[] }> | undefined;
const throughDoor = () => (echo ??= startEcho());

/** A service behind a door that upgrades and says all back in capitals; what it has seen is kept. */
async function startEcho() {
  const seen: { request: IncomingMessage; socket: Socket }[] = [];
  const port = await start((server) =>
    server.on('upgrade', (request, socket, head) => {
      seen.push({ request, socket: socket as Socket });
      sockets.push(socket as Socket);
      socket.on('error', () => {});
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nwelcome ',
      );
      const say = (part: Buffer) => socket.write(String(part).toUpperCase());
      if (head.length > 0) say(head);
      socket.on('data', say).on('end', () => socket.end());
    }),
  );
  return { door: await doorTo(port), seen };
}

it('joins both sides, with the bytes that came with the request and with the answer', async () => {
  const { door, seen } = await throughDoor();
  const { socket, text } = ask(door, '/room?x=1', 'hello ');
  await eventually(() => assert.match(text(), /\r\n\r\nwelcome HELLO $/));
  assert.match(text(), /^HTTP\/1\.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n/);
  const { url, headers } = seen.at(-1)?.request ?? {};
  assert.deepEqual(
    [url, headers?.host, headers?.upgrade, headers?.['x-forwarded-for']],
    ['/room?x=1', 'portal.example', 'echo', '127.0.0.1'],
  );
  socket.write('x'.repeat(1_000_000));
  await eventually(() => assert.ok(text().endsWith('X'.repeat(1_000_000))));
});

for (const how of ['end', 'destroy', 'resetAndDestroy'] as const) {
  it(`closes the service's side when the client's is gone: ${how}`, async () => {
    const { door, seen } = await throughDoor();
    const { socket, text } = ask(door);
    await eventually(() => assert.match(text(), /welcome/));
    socket[how]();
    await eventually(() => assert.equal(seen.at(-1)?.socket.destroyed, true));
  });

  it(`closes the client's side when the service's is gone: ${how}`, async () => {
    const { door, seen } = await throughDoor();
    const { socket, text } = ask(door);
    await eventually(() => assert.match(text(), /welcome/));
    seen.at(-1)?.socket[how]();
    await eventually(() => assert.equal(socket.destroyed, true));
  });
}

it('passes back what the service answers instead', async () => {
  const port = await start((server) =>
    server.on('upgrade', (_request, socket) => refuseSocket(socket, 403, '{"no":1}', 'application/json')),
  );
  const { socket, text } = ask(await doorTo(port));
  await once(socket, 'close');
  assert.match(text(), /^HTTP\/1\.1 403 Forbidden\r\nContent-Type: application\/json/);
  assert.match(text(), /\r\n\r\n\{"no":1\}$/);
});

it('passes back the answer of a service that knows no upgrades, also one in chunks', async () => {
  const port = await start((server) =>
    server.on('request', (_request, response) => {
      response.write('no ');
      response.end('upgrades');
    }),
  );
  const { socket, text } = ask(await doorTo(port));
  await once(socket, 'close');
  assert.match(text(), /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(text(), /\r\n\r\nno upgrades$/);
});

it('answers 404, 502 and 504 by itself', async () => {
  const free = await start(() => {});
  servers.pop()?.close();
  const silent = await start((server) => server.on('upgrade', () => {}));
  for (const [port, path, status] of [
    [await doorTo(free), '/nowhere', /^HTTP\/1\.1 404 .*There is no \/nowhere here\.$/s],
    [await doorTo(free), '/', /^HTTP\/1\.1 502 .*The echo service cannot be reached/s],
    [await doorTo(silent, 50), '/', /^HTTP\/1\.1 504 .*The echo service did not answer within 0\.05 s\.$/s],
  ] as const) {
    const { socket, text } = ask(port, path);
    await once(socket, 'close');
    assert.match(text(), status);
  }
});

it('gives up the service when the client goes before it has agreed', async () => {
  let asked: Socket | undefined;
  const port = await start((server) =>
    server.on('upgrade', (_request, socket) => {
      asked = socket as Socket;
      asked.on('error', () => {}).resume();
    }),
  );
  const { socket } = ask(await doorTo(port));
  await eventually(() => assert.ok(asked));
  socket.destroy();
  await eventually(() => assert.equal(asked?.readableEnded || asked?.destroyed, true));
});
