import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import type { Connection } from '#apps/overleaf/real-time/wire/connection';
import type { EventPacket } from '#apps/overleaf/real-time/wire/packet';
import { type SocketServerOptions, socketServer } from '#apps/overleaf/real-time/wire/server';
import { eventually } from '#test/harness/eventually';

/** A server of sockets that keeps what happens to it. */
export interface Running {
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

/** Starts one; it is stopped after the tests of the file. */
export async function startSockets(options: Partial<SocketServerOptions> = {}): Promise<Running> {
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

/** The text of an answer. */
export const text = async (url: string, init?: RequestInit): Promise<string> =>
  (await fetch(url, init)).text();
/** The id that a handshake gives. */
export const handshake = async (url: string, query = ''): Promise<string> =>
  (await text(`${url}/socket.io/1/${query}`)).split(':')[0] ?? '';
export const pollUrl = (url: string, id: string): string => `${url}/socket.io/1/xhr-polling/${id}`;

/** Connects by polling; the first poll has been answered. */
export async function connectByPolls(running: Running): Promise<{ poll: string; connection: Connection }> {
  const poll = pollUrl(running.url, await handshake(running.url));
  assert.equal(await text(poll), '1::');
  return { poll, connection: running.connections.at(-1) as Connection };
}

/** Connects by a WebSocket, which keeps what it receives. */
export async function connectByWebSocket(running: Running, id?: string) {
  const at = running.url.replace('http', 'ws');
  const socket = new WebSocket(`${at}/socket.io/1/websocket/${id ?? (await handshake(running.url))}`);
  const received: string[] = [];
  socket.addEventListener('message', ({ data }) => received.push(String(data)));
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
  await eventually(() => assert.ok(received.length > 0));
  return { socket, received, closed, connection: running.connections.at(-1) as Connection };
}
