import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, it } from 'node:test';
import { WebSocket } from 'ws';
import { describeForms } from '#test/harness/forms';
import { type ChatClient, type ChatMessage, joinChat, openChat } from '#test/lab-insurance/chat-client';
import { login } from '#test/lab-insurance/client';

const jimmy = 'jimmy.solid';
const danny = 'danny.solid';
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

// At the same time in both forms: one of the tests waits until the time for a token is over.
describeForms('lab-insurance', 'chat', { concurrency: true }, (deployed) => {
  const { url, request, services } = deployed;
  const open: ChatClient[] = [];

  /** Somebody who is let in. */
  async function member(topic: string, user = jimmy, password = 'secret'): Promise<ChatClient> {
    const client = await joinChat(url, { topic, user, token: await login(deployed, user, password) });
    open.push(client);
    return client;
  }
  /** Somebody on a socket, with or without a token. */
  async function stranger(token?: string, user = jimmy): Promise<ChatClient> {
    const who = { topic: randomUUID(), user, ...(token !== undefined && { token }) };
    const client = await openChat(url, who);
    open.push(client);
    return client;
  }
  afterEach(() => {
    for (const { socket } of open.splice(0)) socket.terminate();
  });

  /** Checks all of a message but its time, which must be one. */
  function assertMessage({ at, ...message }: ChatMessage, expected: object): void {
    assert.match(String(at), isoTime);
    assert.deepEqual(message, expected);
  }

  it('plays the recorded conversation', async () => {
    const topic = `t-${randomUUID()}`;
    const ada = await member(topic);
    assert.deepEqual(ada.received, [{ type: 'welcome', users: [jimmy] }]);
    const bob = await member(topic.toUpperCase(), danny);
    assert.deepEqual(bob.received, [{ type: 'welcome', users: [danny, jimmy] }]);
    assertMessage(await ada.next(), { type: 'joined', user: danny, users: [danny, jimmy] });
    const cyd = await member(`other-${topic}`, 'agent1', 'agent1');

    const says = (who: string, text: string) => ({
      type: 'message',
      user: who,
      avatar: `static/avatars/${who.replace('.', '_')}.png`,
      text,
    });
    ada.send({ text: '<p>hello</p>' });
    assertMessage(await bob.next(), says(jimmy, '<p>hello</p>'));
    bob.send({ text: '{"a":1}', user: 'somebody else', avatar: 'evil.png' });
    assertMessage(await ada.next(), says(danny, '{"a":1}')); // nor has ada heard herself before
    ada.send({ text: '' });
    assertMessage(await bob.next(), says(jimmy, ''));

    const again = await member(topic);
    for (const client of [ada, bob])
      assertMessage(await client.next(), { type: 'joined', user: jimmy, users: [danny, jimmy] });
    bob.socket.close();
    for (const client of [ada, again])
      assertMessage(await client.next(), { type: 'left', user: danny, users: [jimmy] });
    ada.socket.terminate(); // without a close frame
    assertMessage(await again.next(), { type: 'left', user: jimmy, users: [jimmy] });
    assert.equal(cyd.received.length, 1, 'another topic hears nothing of it');
  });

  it('takes 2,000 characters and no more, and tells only the one who wrote them', async () => {
    const topic = randomUUID();
    const [writer, reader] = [await member(topic), await member(topic, danny)];
    await writer.next();
    const longest = '🙂'.repeat(2000);
    for (const bad of [{ text: `${longest}x` }, { text: 'x'.repeat(6000) }, { text: 1 }, {}, 'hello', '[]']) {
      writer.send(bad);
      assert.deepEqual(await writer.next(), {
        type: 'error',
        message: 'A message must be {"text": "..."} with at most 2000 characters.',
      });
    }
    writer.send(Buffer.from([1, 2]));
    assert.equal((await writer.next()).type, 'error');
    writer.send({ text: longest });
    assert.equal((await reader.next()).text, longest);
  });

  it('closes the socket of a frame that is too large, and goes on for the others', async () => {
    const topic = randomUUID();
    const [writer, reader] = [await member(topic), await member(topic, danny)];
    writer.send({ text: 'x'.repeat(100_000) });
    assert.equal((await writer.ended).code, 1009);
    assertMessage(await reader.next(), { type: 'left', user: jimmy, users: [danny] });
    assert.deepEqual((await member(topic)).received[0]?.users, [danny, jimmy]);
  });

  it('takes a text that follows the token at once', async () => {
    const topic = randomUUID();
    const reader = await member(topic, danny);
    const writer = await openChat(url, { topic, user: jimmy, token: await login(deployed) });
    open.push(writer);
    writer.send({ text: 'first' });
    assert.equal((await reader.next()).type, 'joined');
    assert.equal((await reader.next()).text, 'first');
  });

  it('closes with 4401 where the first message is no token, or a bad one', async () => {
    const token = await login(deployed);
    const forged = `${token.slice(0, -10)}${'A'.repeat(10)}`;
    for (const first of ['hello', '{}', '{"token":1}', { text: 'hello' }, { token: '' }, { token: forged }]) {
      const client = await stranger();
      client.send(first);
      const { code, reason } = await client.ended;
      assert.equal(code, 4401);
      assert.match(reason, /token/);
      assert.deepEqual(client.received, []);
    }
  });

  it('closes with 4403 where the token is of somebody else', async () => {
    const client = await stranger(await login(deployed, danny));
    assert.deepEqual(await client.ended, { code: 4403, reason: 'The token belongs to somebody else.' });
  });

  it('closes with 4401 when no token comes within 10 s', async () => {
    const client = await stranger();
    assert.deepEqual(await client.ended, { code: 4401, reason: 'No token came within 10 s.' });
  });

  it('lets pages of the same host in, and no others', async () => {
    const who = { topic: randomUUID(), user: jimmy, token: await login(deployed) };
    open.push(await joinChat(url, { ...who, origin: url }));
    for (const origin of ['https://example.org', 'null', `${url}0`])
      await assert.rejects(openChat(url, { ...who, origin }), /403/);
  });

  it('has sockets only at a topic and a name', async () => {
    for (const path of [
      '/ws/chat/main',
      '/ws/chat//x',
      '/ws/chat/main/x/y',
      '/ws/chat/main/%E0',
      '/api/products',
    ])
      await assert.rejects(upgradeAt(path), /404/, path);
  });

  it('answers what is no WebSocket request as the other services do', async () => {
    const { body } = await request.get('/ws/chat/main/ada').expect(400);
    assert.equal(body.code, 'VALIDATION');
    assert.equal((await request.get('/ws/chat/main').expect(404)).body.code, 'NOT_FOUND');
  });

  it('tells its health', async (context) => {
    if (services.chat === undefined) return context.skip('the address of the service is not known');
    assert.deepEqual(await (await fetch(`${services.chat}/health`)).json(), { status: 'UP' });
  });

  async function upgradeAt(path: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const socket = new WebSocket(url.replace(/^http/, 'ws') + path);
      socket.once('open', () => resolve()).once('error', reject);
    });
  }
});
