import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { refuseSocket } from '#shared/http/linger';
import { type ErrorCode, statusOfCode } from '../errors.ts';
import { openRooms } from './rooms.ts';
import { type SessionOptions, serveSession, type Wanted } from './session.ts';

/** Bytes that a frame may have; a longer one closes its socket with 1009. */
const frameLimit = 64 * 1024;

/** How the sockets of the chat are served; all but the secret has a default. */
export interface ChatOptions extends Partial<Omit<SessionOptions, 'rooms'>> {
  secret: string;
  /** Milliseconds between two pings; who has not answered one by the next is gone. */
  pingEveryMs?: number;
}

/** Serves `/ws/chat/{topic}/{username}` on a server, until the process is told to end. */
export function chatSockets(server: Server, options: ChatOptions): void {
  const { pingEveryMs = 30_000, tokenWithinMs = 10_000, bufferLimit = 1024 * 1024, secret } = options;
  const session = { rooms: openRooms(), tokenWithinMs, bufferLimit, secret };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: frameLimit });
  const alive = new WeakSet<WebSocket>();

  server.on('upgrade', (request, socket, head) => {
    const refuse = (code: ErrorCode, message: string): void =>
      refuseSocket(socket, statusOfCode(code), JSON.stringify({ message, code }), 'application/json');
    const wanted = wantedBy(request);
    if (wanted === undefined) return refuse('NOT_FOUND', 'A chat is at /ws/chat/TOPIC/USERNAME.');
    if (!isOfSameHost(request)) return refuse('FORBIDDEN', 'Only pages of this host may open a chat.');
    sockets.handleUpgrade(request, socket, head, (opened) => {
      alive.add(opened);
      opened.on('pong', () => alive.add(opened));
      serveSession(opened, wanted, session);
    });
  });

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, pingEveryMs);
  server.once('close', () => clearInterval(heartbeat));

  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      for (const socket of sockets.clients) {
        socket.close(1001, 'The chat is being stopped; connect again.');
        setTimeout(() => socket.terminate(), 1000).unref();
      }
    });
  }
}

function wantedBy({ url }: IncomingMessage): Wanted | undefined {
  const [, topic, username] = /^\/ws\/chat\/([^/?]+)\/([^/?]+)\/?(?:\?|$)/.exec(url ?? '') ?? [];
  if (topic === undefined || username === undefined) return undefined;
  try {
    return { topic: decodeURIComponent(topic), username: decodeURIComponent(username) };
  } catch {
    return undefined; // a broken escape such as %E0
  }
}

/** Programs send no `Origin`; pages of other hosts cannot hide theirs. */
function isOfSameHost({ headers: { origin, host } }: IncomingMessage): boolean {
  return origin === undefined || URL.parse(origin)?.host === host;
}
