import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '#test/harness/eventually';
import { connectByWebSocket, handshake, pollUrl, startSockets, text } from './socket-server.ts';

describe('a handshake', () => {
  it('gives an id, the times and the transports, with and without the slash', async () => {
    const { url } = await startSockets();
    for (const path of ['/socket.io/1/', '/socket.io/1', '/socket.io/1/?t=1', '/socket.io/1?t=1'])
      assert.match(await text(url + path), /^[\w-]{20}:60:60:websocket,xhr-polling$/);
  });

  it('is where the cookies and the project are read', async () => {
    const running = await startSockets();
    const answer = await text(`${running.url}/socket.io/1/?projectId=p1`, { headers: { cookie: 'a=1' } });
    await text(pollUrl(running.url, answer.split(':')[0] ?? ''));
    assert.deepEqual(running.connections[0]?.handshake, { cookie: 'a=1', projectId: 'p1' });
  });

  it('after which nobody comes is forgotten when there are too many', async () => {
    const { url } = await startSockets({ handshakesAtMost: 2 });
    const ids = [await handshake(url), await handshake(url), await handshake(url)];
    const answers = await Promise.all(ids.map((id) => text(pollUrl(url, id))));
    assert.deepEqual(answers, ['7:::1+0', '1::', '1::']);
  });
});

describe('a client without a connection', () => {
  it('is told to begin with a handshake', async () => {
    const running = await startSockets();
    assert.equal(await text(pollUrl(running.url, 'unknown')), '7:::1+0');
    const { received, closed } = await connectByWebSocket(running, 'unknown');
    await closed;
    assert.deepEqual(received, ['7:::1+0']);
  });

  it('gets 404 for another path', async () => {
    const { url } = await startSockets();
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
    const running = await startSockets();
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
    const running = await startSockets();
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
    const running = await startSockets();
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
    const running = await startSockets({ messageLimit: 1000 });
    const { socket, closed } = await connectByWebSocket(running);
    socket.send('x'.repeat(1001));
    await closed;
    await eventually(() => assert.equal(running.ended.length, 1));
  });

  it('that reads too slowly is closed', async () => {
    const running = await startSockets({ bufferLimit: 1000 });
    const { connection } = await connectByWebSocket(running);
    const megabyte = 'x'.repeat(1024 * 1024);
    // More than the system buffers, without a moment in which it could be sent.
    for (let sent = 0; sent < 64 && !connection.hasEnded; sent++) connection.emit('long', megabyte);
    assert.equal(connection.hasEnded, true);
    assert.equal(running.ended.length, 1);
  });

  it('is not read on while too many of its events are handled', async () => {
    const running = await startSockets();
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

describe('a connection', () => {
  it('is kept alive by heartbeats, and ends in silence', async () => {
    const running = await startSockets({ heartbeatMs: 20, silenceMs: 300 });
    const { received, closed } = await connectByWebSocket(running);
    await closed;
    assert.ok(received.includes('2::'));
    assert.equal(running.ended.length, 1);
  });
});
