import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A message of the chat, as it comes. */
export type Heard = Record<string, unknown> & { type: string };

/** Somebody on a WebSocket of the chat, as tests see it. */
export interface Talker {
  socket: WebSocket;
  /** All that has come, oldest first. */
  heard: Heard[];
  /** The next message that no `next` has answered yet; throws when none comes in time. */
  next(): Promise<Heard>;
  /** Sends JSON, or a text or bytes as they are. */
  send(what: object | string | Buffer): void;
  /** Code and reason of the end. */
  ended: Promise<{ code: number; reason: string }>;
}

const patienceMs = 15_000;

/** Opens a socket on the chat of a front door; with a token it is sent at once. Throws when the upgrade is refused. */
export async function talkerAt(
  url: string,
  { topic, user, token, origin }: { topic: string; user: string; token?: string; origin?: string },
): Promise<Talker> {
  const socket = new WebSocket(
    `${url.replace(/^http/, 'ws')}/ws/chat/${encodeURIComponent(topic)}/${encodeURIComponent(user)}`,
    origin === undefined ? {} : { origin },
  );
  const heard: Heard[] = [];
  let read = 0;
  let wake: () => void = () => {};
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)) as Heard);
    wake();
  });
  const ended = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
  ended.catch(() => {}); // the upgrade was refused, which the opening below says
  await once(socket, 'open');
  socket.on('error', () => {});
  const talker: Talker = {
    socket,
    heard,
    async next() {
      if (heard.length === read) {
        await new Promise<void>((resolve, reject) => {
          const late = setTimeout(() => reject(new Error(`${user} hears nothing`)), patienceMs);
          wake = () => {
            clearTimeout(late);
            resolve();
          };
        });
      }
      const message = heard[read++];
      assert.ok(message);
      return message;
    },
    send: (what) =>
      socket.send(typeof what === 'string' || Buffer.isBuffer(what) ? what : JSON.stringify(what)),
    ended,
  };
  if (token !== undefined) talker.send({ token });
  return talker;
}

/** The same for one who is let in; answers after the welcome. */
export async function memberAt(url: string, who: Parameters<typeof talkerAt>[1]): Promise<Talker> {
  const talker = await talkerAt(url, who);
  assert.equal((await talker.next()).type, 'welcome');
  return talker;
}
