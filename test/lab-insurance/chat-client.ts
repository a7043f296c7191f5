import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A message that the chat has sent. */
export type ChatMessage = Record<string, unknown> & { type: string };

/** A person on a WebSocket of the chat. */
export interface ChatClient {
  socket: WebSocket;
  /** All messages so far, oldest first. */
  received: ChatMessage[];
  /** The next message that `next` has not answered yet; rejects when none comes within 15 s. */
  next(): Promise<ChatMessage>;
  /** Sends an object as JSON, a text or bytes as they are. */
  send(what: object | string | Buffer): void;
  /** Code and reason of the closed socket. */
  ended: Promise<{ code: number; reason: string }>;
}

const patienceMs = 15_000;

/** Opens a socket on the chat behind a gateway and sends the token, if there is one. Rejects when the upgrade is refused. */
export async function openChat(
  url: string,
  { topic, user, token, origin }: { topic: string; user: string; token?: string; origin?: string },
): Promise<ChatClient> {
  const socket = new WebSocket(
    `${url.replace(/^http/, 'ws')}/ws/chat/${encodeURIComponent(topic)}/${encodeURIComponent(user)}`,
    origin === undefined ? {} : { origin },
  );
  const received: ChatMessage[] = [];
  let read = 0;
  let wake: () => void = () => {};
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)) as ChatMessage);
    wake();
  });
  const ended = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
  // Where the upgrade is refused, the wait for `open` below rejects.
  ended.catch(() => {});
  await once(socket, 'open');
  socket.on('error', () => {});
  const client: ChatClient = {
    socket,
    received,
    async next() {
      if (received.length === read) {
        await new Promise<void>((resolve, reject) => {
          const late = setTimeout(() => reject(new Error(`${user} has received nothing`)), patienceMs);
          wake = () => {
            clearTimeout(late);
            resolve();
          };
        });
      }
      const message = received[read++];
      assert.ok(message);
      return message;
    },
    send: (what) =>
      socket.send(typeof what === 'string' || Buffer.isBuffer(what) ? what : JSON.stringify(what)),
    ended,
  };
  if (token !== undefined) client.send({ token });
  return client;
}

/** Opens a socket and waits for the welcome. */
export async function joinChat(url: string, who: Parameters<typeof openChat>[1]): Promise<ChatClient> {
  const client = await openChat(url, who);
  assert.equal((await client.next()).type, 'welcome');
  return client;
}
