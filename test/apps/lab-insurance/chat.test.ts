import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, it } from 'node:test';
import { type ChatOptions, chatSockets } from '#apps/lab-insurance/chat/sockets';
import { tokenFor } from '#apps/lab-insurance/tokens';
import { type ChatClient, joinChat, openChat } from '#test/lab-insurance/chat-client';

const secret = 'a secret of this test';
const tokenOf = (login: string) => tokenFor({ login, roles: [], avatar: '' }, secret);
const servers: Server[] = [];
const clients: ChatClient[] = [];

after(() => {
  for (const { socket } of clients) socket.terminate();
  for (const server of servers) server.close();
});

/** A chat in this process; answers its address. */
async function startChat(options: Omit<ChatOptions, 'secret'>): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  servers.push(server);
  chatSockets(server, { secret, ...options });
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function member(url: string, user: string): Promise<ChatClient> {
  const client = await joinChat(url, { topic: 'main', user, token: await tokenOf(user) });
  clients.push(client);
  return client;
}

it('notices sockets whose other side is gone without a word', async () => {
  const url = await startChat({ pingEveryMs: 100 });
  const [stays, vanishes] = [await member(url, 'stays'), await member(url, 'vanishes')];
  assert.equal((await stays.next()).type, 'joined');
  vanishes.socket.pause(); // and so answers no ping
  const { type, user } = await stays.next();
  assert.deepEqual([type, user], ['left', 'vanishes']);
  assert.equal(stays.socket.readyState, stays.socket.OPEN);
});

it('drops a reader who is too slow, for nobody else to wait', async () => {
  const url = await startChat({ bufferLimit: 64 * 1024 });
  const [writer, slow] = [await member(url, 'writer'), await member(url, 'slow')];
  assert.equal((await writer.next()).type, 'joined');
  slow.socket.pause();
  const text = '🙂'.repeat(2000);
  const left = writer.next();
  while (writer.received.length < 3) {
    for (let i = 0; i < 20; i++) writer.send({ text });
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual([(await left).type, writer.received[2]?.user], ['left', 'slow']);
});

it('does not wait for a token for ever', async () => {
  const url = await startChat({ tokenWithinMs: 50 });
  const silent = await openChat(url, { topic: 'main', user: 'silent' });
  assert.equal((await silent.ended).code, 4401);
});

it('takes no token that another secret has signed', async () => {
  const url = await startChat({});
  const token = await tokenFor({ login: 'eve', roles: [], avatar: '' }, 'another secret');
  const eve = await openChat(url, { topic: 'main', user: 'eve', token });
  assert.equal((await eve.ended).code, 4401);
});
