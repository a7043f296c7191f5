import assert from 'node:assert/strict';
import { get } from 'node:http';
import { describe, it } from 'node:test';
import { decodePayload, encodePayload } from '#apps/overleaf/real-time/wire/payload';
import { eventually } from '#test/harness/eventually';
import {
  connectByPolls,
  connectByWebSocket,
  handshake,
  pollUrl,
  startSockets,
  text,
} from './socket-server.ts';

describe('polls', () => {
  it('carry events both ways', async () => {
    const running = await startSockets();
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
    const running = await startSockets({ pollMs: 50 });
    const { poll, connection } = await connectByPolls(running);
    assert.equal(await text(poll), '8::');
    const waiting = text(poll);
    connection.emit('news');
    assert.equal(await waiting, '5:::{"name":"news","args":[]}');
  });

  it('are answered by the newest one', async () => {
    const running = await startSockets();
    const { poll, connection } = await connectByPolls(running);
    const older = text(poll);
    await eventually(() => assert.equal(running.unanswered, 1));
    const newer = text(poll);
    assert.equal(await older, '8::');
    connection.emit('news');
    assert.equal(await newer, '5:::{"name":"news","args":[]}');
  });

  it('lose nothing when a client hangs up', async () => {
    const running = await startSockets();
    const { poll, connection } = await connectByPolls(running);
    const request = get(poll).on('error', () => {});
    await eventually(() => assert.equal(running.unanswered, 1));
    request.destroy();
    await eventually(() => assert.equal(running.unanswered, 0));
    connection.emit('news');
    assert.ok((await text(poll)).includes('"news"'));
  });

  it('end with the word of either side', async () => {
    const running = await startSockets();
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
    const running = await startSockets({ bufferLimit: 1000 });
    const { connection, poll } = await connectByPolls(running);
    for (let n = 0; n < 20; n++) connection.emit('x'.repeat(100));
    assert.equal(running.ended.length, 1);
    assert.equal(await text(poll), '7:::1+0');
  });

  it('with a body that is too large are refused', async () => {
    const running = await startSockets({ messageLimit: 1000 });
    const { poll } = await connectByPolls(running);
    assert.equal((await fetch(poll, { method: 'POST', body: 'x'.repeat(1001) })).status, 413);
    assert.equal((await fetch(poll, { method: 'POST', body: '2::' })).status, 200);
  });

  it('take over from a WebSocket that does not work', async () => {
    const running = await startSockets();
    const id = await handshake(running.url);
    const { closed } = await connectByWebSocket(running, id);
    assert.equal(await text(pollUrl(running.url, id)), '1::');
    await closed;
    running.connections[0]?.emit('news');
    assert.ok((await text(pollUrl(running.url, id))).includes('"news"'));
    assert.deepEqual([running.connections.length, running.ended.length], [1, 0]);
  });
});
