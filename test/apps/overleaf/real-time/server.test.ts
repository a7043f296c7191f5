import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import type { Connection } from '#apps/overleaf/real-time/wire/connection';
import type { EventPacket } from '#apps/overleaf/real-time/wire/packet';
import { decodePayload, encodePayload } from '#apps/overleaf/real-time/wire/payload';
import { type SocketServerOptions, socketServer } from '#apps/overleaf/real-time/wire/server';
import { eventually } from '#test/harness/eventually';

interface Running {
  url: string;
  connections: Connection[];
  events: EventPacket[];
  ended: Connection[];
  /** Requests that wait for their answers. */
  unanswered: number;
  /** What is done for an event. */
  handle: (packet: EventPacket) => Promise<void>;
}

const closing: (() => void)[] = [];
after(() => {
  for (const close of closing) close();
});

async function start(options: Partial<SocketServerOptions> = {}): Promise<Running> {
  const running: Running = {
    url: '',
    connections: [],
    events: [],
    ended: [],
    unanswered: 0,
    handle: async () => {},
  };
  const sockets = socketServer((connection) => {
    running.connections.push(connection);
    return {
      event(packet) {
        running.events.push(packet);
        return running.handle(packet);
      },
      ended: () => void running.ended.push(connection),
    };
  }, options);
  const server = createServer((request, response) => {
    running.unanswered += 1;
    response.once('close', () => {
      running.unanswered -= 1;
    });
    if (!sockets.handle(request, response)) response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  sockets.serveUpgrades(server);
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    server.closeAllConnections();
    for (const connection of running.connections) connection.abort();
  });
  running.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return running;
}

const text = async (url: string, init?: RequestInit): Promise<string> => (await fetch(url, init)).text();
const handshake = async (url: string, query = ''): Promise<string> =>
  (await text(`${url}/socket.io/1/${query}`)).split(':')[0] ?? '';
const pollUrl = (url: string, id: string): string => `${url}/socket.io/1/xhr-polling/${id}`;

/** Connects by polling; the first poll has been answered. */
async function connectByPolls(running: Running): Promise<{ poll: string; connection: Connection }> {
  const poll = pollUrl(running.url, await handshake(running.url));
  assert.equal(await text(poll), '1::');
  return { poll, connection: running.connections.at(-1) as Connection };
}

/** Connects by a WebSocket, which keeps what it receives. */
async function connectByWebSocket(running: Running, id?: string) {
  const at = running.url.replace('http', 'ws');
  const socket = new WebSocket(`${at}/socket.io/1/websocket/${id ?? (await handshake(running.url))}`);
  const received: string[] = [];
  socket.addEventListener('message', ({ data }) => received.push(String(data)));
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
  await eventually(() => assert.ok(received.length > 0));
  return { socket, received, closed, connection: running.connections.at(-1) as Connection };
}

describe('a handshake', () => {
  it('gives an id, the times and the transports, with and without the slash', async () => {
    const { url } = await start();
    for (const path of ['/socket.io/1/', '/socket.io/1', '/socket.io/1/?t=1', '/socket.io/1?t=1'])
      assert.match(await text(url + path), /^[\w-]{20}:60:60:websocket,xhr-polling$/);
  });

  it('is where the cookies and the project are read', async () => {
    const running = await start();
    const answer = await text(`${running.url}/socket.io/1/?projectId=p1`, { headers: { cookie: 'a=1' } });
    await text(pollUrl(running.url, answer.split(':')[0] ?? ''));
    assert.deepEqual(running.connections[0]?.handshake, { cookie: 'a=1', projectId: 'p1' });
  });

  it('after which nobody comes is forgotten when there are too many', async () => {
    const { url } = await start({ handshakesAtMost: 2 });
    const ids = [await handshake(url), await handshake(url), await handshake(url)];
    const answers = await Promise.all(ids.map((id) => text(pollUrl(url, id))));
    assert.deepEqual(answers, ['7:::1+0', '1::', '1::']);
  });
});

describe('a client without a connection', () => {
  it('is told to begin with a handshake', async () => {
    const running = await start();
    assert.equal(await text(pollUrl(running.url, 'unknown')), '7:::1+0');
    const { received, closed } = await connectByWebSocket(running, 'unknown');
    await closed;
    assert.deepEqual(received, ['7:::1+0']);
  });

  it('gets 404 for another path', async () => {
    const { url } = await start();
    for (const path of ['/socket.io/1/jsonp-polling/x', '/socket.io/2/', '/x'])
      assert.equal((await fetch(url + path)).status, 404, path);
    await assert.rejects(
      new Promise((_, reject) => {
        new WebSocket(`${url.replace('http', 'ws')}/socket.io/1/xhr-polling/x`).addEventListener(
          'error',
          reject,
        );
      }),
    );
  });
});

describe('a WebSocket', () => {
  it('carries events both ways, in their order', async () => {
    const running = await start();
    const { socket, received, connection } = await connectByWebSocket(running);
    for (const n of [1, 2, 3]) socket.send(`5:${n}+::{"name":"e","args":[${n}]}`);
    await eventually(() =>
      assert.deepEqual(
        running.events.map(({ id }) => id),
        [1, 2, 3],
      ),
    );
    connection.acknowledge(3, [null]);
    connection.emit('hello', 'ž');
    const wanted = ['1::', '6:::3+[null]', '5:::{"name":"hello","args":["ž"]}'];
    await eventually(() => assert.deepEqual(received, wanted));
  });

  it('ignores what is no packet', async () => {
    const running = await start();
    const { socket, connection, received } = await connectByWebSocket(running);
    for (const nonsense of ['joinProjectResponse', '', '5:::{', '5:::{"args":[]}', '3:::x'])
      socket.send(nonsense);
    socket.send(new Uint8Array([255, 254]));
    socket.send('5:::{"name":"still here"}');
    await eventually(() => assert.equal(running.events.at(-1)?.name, 'still here'));
    assert.equal(running.events.length, 1);
    connection.close();
    await eventually(() => assert.equal(received.at(-1), '0::'));
  });

  it('ends with the word of either side', async () => {
    const running = await start();
    const first = await connectByWebSocket(running);
    first.socket.send('0::');
    await first.closed;
    const second = await connectByWebSocket(running);
    second.connection.emit('last');
    second.connection.close();
    await second.closed;
    assert.deepEqual(second.received.slice(1), ['5:::{"name":"last","args":[]}', '0::']);
    assert.equal(running.ended.length, 2);
  });

  it('that sends too much at once is closed', async () => {
    const running = await start({ messageLimit: 1000 });
    const { socket, closed } = await connectByWebSocket(running);
    socket.send('x'.repeat(1001));
    await closed;
    await eventually(() => assert.equal(running.ended.length, 1));
  });

  it('that reads too slowly is closed', async () => {
    const running = await start({ bufferLimit: 1000 });
    const { connection } = await connectByWebSocket(running);
    const megabyte = 'x'.repeat(1024 * 1024);
    // More than the system buffers, without a moment in which it could be sent.
    for (let sent = 0; sent < 64 && !connection.hasEnded; sent++) connection.emit('long', megabyte);
    assert.equal(connection.hasEnded, true);
    assert.equal(running.ended.length, 1);
  });

  it('is not read on while too many of its events are handled', async () => {
    const running = await start();
    const finish: (() => void)[] = [];
    running.handle = () => new Promise((resolve) => finish.push(resolve));
    const { socket } = await connectByWebSocket(running);
    const many = 2000;
    for (let n = 0; n < many; n++) socket.send(`5:::{"name":"e","args":["${'x'.repeat(5000)}"]}`);
    await eventually(() => assert.equal(finish.length, 50));
    await eventually(() => {
      for (const each of finish.splice(0)) each();
      assert.equal(running.events.length, many);
    });
  });
});

describe('polls', () => {
  it('carry events both ways', async () => {
    const running = await start();
    const { poll, connection } = await connectByPolls(running);
    const body = encodePayload(['5:1+::{"name":"a","args":["ž🙂"]}', '5:::{"name":"b"}']);
    assert.equal(await text(poll, { method: 'POST', body }), '1');
    assert.deepEqual(
      running.events.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.deepEqual(running.events[0]?.args, ['ž🙂']);
    connection.emit('one');
    connection.emit('two');
    const response = await fetch(poll);
    assert.equal(response.headers.get('content-type'), 'text/plain; charset=UTF-8');
    assert.equal(decodePayload(await response.text()).length, 2);
  });

  it('wait for something to send, and end with nothing after a time', async () => {
    const running = await start({ pollMs: 50 });
    const { poll, connection } = await connectByPolls(running);
    assert.equal(await text(poll), '8::');
    const waiting = text(poll);
    connection.emit('news');
    assert.equal(await waiting, '5:::{"name":"news","args":[]}');
  });

  it('are answered by the newest one', async () => {
    const running = await start();
    const { poll, connection } = await connectByPolls(running);
    const older = text(poll);
    await eventually(() => assert.equal(running.unanswered, 1));
    const newer = text(poll);
    assert.equal(await older, '8::');
    connection.emit('news');
    assert.equal(await newer, '5:::{"name":"news","args":[]}');
  });

  it('lose nothing when a client hangs up', async () => {
    const running = await start();
    const { poll, connection } = await connectByPolls(running);
    const request = get(poll).on('error', () => {});
    await eventually(() => assert.equal(running.unanswered, 1));
    request.destroy();
    await eventually(() => assert.equal(running.unanswered, 0));
    connection.emit('news');
    assert.ok((await text(poll)).includes('"news"'));
  });

  it('end with the word of either side', async () => {
    const running = await start();
    const first = await connectByPolls(running);
    await text(first.poll, { method: 'POST', body: '0::' });
    assert.equal(await text(first.poll), '7:::1+0');
    const second = await connectByPolls(running);
    assert.equal((await fetch(`${second.poll}?t=1&disconnect=1`)).status, 200);
    assert.equal(await text(second.poll), '7:::1+0');
    const third = await connectByPolls(running);
    third.connection.emit('last');
    third.connection.close();
    assert.deepEqual(decodePayload(await text(third.poll)), ['5:::{"name":"last","args":[]}', '0::']);
    assert.equal(await text(third.poll), '7:::1+0');
    assert.equal(running.ended.length, 3);
  });

  it('of a client that fetches too little end', async () => {
    const running = await start({ bufferLimit: 1000 });
    const { connection, poll } = await connectByPolls(running);
    for (let n = 0; n < 20; n++) connection.emit('x'.repeat(100));
    assert.equal(running.ended.length, 1);
    assert.equal(await text(poll), '7:::1+0');
  });

  it('with a body that is too large are refused', async () => {
    const running = await start({ messageLimit: 1000 });
    const { poll } = await connectByPolls(running);
    assert.equal((await fetch(poll, { method: 'POST', body: 'x'.repeat(1001) })).status, 413);
    assert.equal((await fetch(poll, { method: 'POST', body: '2::' })).status, 200);
  });

  it('take over from a WebSocket that does not work', async () => {
    const running = await start();
    const id = await handshake(running.url);
    const { closed } = await connectByWebSocket(running, id);
    assert.equal(await text(pollUrl(running.url, id)), '1::');
    await closed;
    running.connections[0]?.emit('news');
    assert.ok((await text(pollUrl(running.url, id))).includes('"news"'));
    assert.deepEqual([running.connections.length, running.ended.length], [1, 0]);
  });
});

describe('a connection', () => {
  it('is kept alive by heartbeats, and ends in silence', async () => {
    const running = await start({ heartbeatMs: 20, silenceMs: 300 });
    const { received, closed } = await connectByWebSocket(running);
    await closed;
    assert.ok(received.includes('2::'));
    assert.equal(running.ended.length, 1);
  });
});
