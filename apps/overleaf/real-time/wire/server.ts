import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { refuseSocket } from '#shared/http/linger';
import { Connection, type ConnectionOptions, type Served } from './connection.ts';
import { type Handshake, handshakeAnswer, socketRequestOf } from './handshake.ts';
import { encodePacket } from './packet.ts';
import { decodePayload } from './payload.ts';
import { answer, Polls } from './polling.ts';
import { bodyOf } from './polling-body.ts';
import { carryByWebSocket } from './websocket.ts';

/** How sockets are served; the times are those of the original. */
export interface SocketServerOptions extends ConnectionOptions {
  /** Milliseconds after which a poll is answered though there is nothing to send. */
  pollMs: number;
  /** Bytes that a client may send in one message or request. */
  messageLimit: number;
  /** Connections whose clients have not come back after the handshake; of more, the oldest is forgotten. */
  handshakesAtMost: number;
}

const defaults: SocketServerOptions = {
  heartbeatMs: 25_000,
  silenceMs: 60_000,
  pollMs: 20_000,
  bufferLimit: 16 * 1024 * 1024,
  messageLimit: 16 * 1024 * 1024,
  handshakesAtMost: 10_000,
};

/** The client has to begin with a new handshake. */
const unknownConnection = encodePacket({ type: 'error', reason: '1+0' });

/** Serves the protocol of Socket.IO 0.9 on an HTTP server. */
export interface SocketServer {
  /** Answers a request if it is one for this server; answers whether it was. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Takes the requests of a server to open a WebSocket. */
  serveUpgrades(server: Server): void;
}

/** Creates a server of sockets; `serve` is called for each client that connects. */
export function socketServer(
  serve: (connection: Connection) => Served,
  given: Partial<SocketServerOptions> = {},
): SocketServer {
  const options = { ...defaults, ...given };
  const connections = new Map<string, Connection>();
  /** Those whose clients have not come back yet, the oldest first. */
  const fresh = new Set<Connection>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.messageLimit });

  function connect(handshake: Handshake): Connection {
    const begin = (begun: Connection): Served => {
      fresh.delete(begun);
      return serve(begun);
    };
    const connection = new Connection(handshake, options, begin, (ended) => {
      fresh.delete(ended);
      connections.delete(ended.id);
    });
    connections.set(connection.id, connection);
    fresh.add(connection);
    const [oldest] = fresh;
    if (fresh.size > options.handshakesAtMost) oldest?.abort();
    return connection;
  }

  async function poll(connection: Connection, request: IncomingMessage, response: ServerResponse) {
    connection.heard();
    const polls =
      connection.carrier instanceof Polls ? connection.carrier : new Polls(connection, options.pollMs);
    if (connection.carrier !== polls) connection.attach(polls);
    if (request.method !== 'POST') return polls.poll(response);
    await polls.inTurn(async () => {
      const body = await bodyOf(request, options.messageLimit);
      for (const packet of decodePayload(body ?? '')) await connection.receive(packet);
      if (body === undefined)
        answer(response, `a request may have at most ${options.messageLimit} bytes`, 413);
      else answer(response, '1');
    });
  }

  return {
    handle(request, response) {
      const wanted = socketRequestOf(request);
      if (wanted === undefined) return false;
      if (wanted.kind === 'handshake') {
        answer(response, handshakeAnswer(connect(wanted.handshake).id, options.silenceMs));
        return true;
      }
      const connection = connections.get(wanted.id);
      if (wanted.isLast) {
        connection?.leave();
        answer(response, '');
      } else if (connection === undefined) answer(response, unknownConnection);
      else poll(connection, request, response).catch(() => response.destroy());
      return true;
    },
    serveUpgrades(server) {
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        const wanted = socketRequestOf(request);
        if (wanted?.kind !== 'transport' || wanted.transport !== 'websocket')
          return refuseSocket(socket, 404, 'Sockets are at /socket.io/1/websocket/ID.');
        sockets.handleUpgrade(request, socket, head, (opened) => {
          const connection = connections.get(wanted.id);
          if (connection !== undefined && !connection.hasEnded) return carryByWebSocket(opened, connection);
          opened.on('error', () => {});
          opened.send(unknownConnection, () => opened.close());
        });
      });
    },
  };
}
