import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { settings } from '../config/settings.ts';
import { log } from '../observe/log.ts';
import { tellReady, whereToListen } from '../process/started-by.ts';
import { thriftFrames } from './message.ts';
import { processMessage } from './process.ts';
import type { ServiceSpec } from './service.ts';

/** Open calls of one connection, after which it is not read until some have ended. */
const openCalls = 256;

/** A running Thrift server. */
export interface ThriftServer {
  /** The port of 127.0.0.1; undefined on a unix socket. */
  port: number | undefined;
  /** Accepts no more calls and ends the connections. */
  close(): void;
}

/**
 * Serves a handler over framed binary Thrift; the calls of one connection run concurrently. Resolves when it listens on the port of
 * 127.0.0.1 or on the path of a Unix socket; rejects when that is in use.
 */
export async function listenThrift<Handler extends object>(
  spec: ServiceSpec<Handler>,
  handler: Handler,
  where: number | string,
): Promise<ThriftServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    if (typeof where === 'string') socket.unref();
    socket.setNoDelay();
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, spec, handler);
  });
  if (typeof where === 'number') server.listen(whereToListen(where, settings.HOST));
  // Inside an action the server must not keep the process alive.
  else server.listen(where).unref();
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' ? address?.port : undefined,
    close() {
      server.close();
      for (const socket of sockets) socket.destroySoon();
    },
  };
}

/** The entry of a microservice: serves until SIGTERM or SIGINT, and then lets open calls end for a moment. */
export async function serveThrift<Handler extends object>(
  spec: ServiceSpec<Handler>,
  handler: Handler,
  port: number,
): Promise<void> {
  const server = await listenThrift(spec, handler, port);
  tellReady();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close();
      setTimeout(() => process.exit(0), 100).unref();
    });
  }
}

function converse<Handler extends object>(
  socket: Socket,
  spec: ServiceSpec<Handler>,
  handler: Handler,
): void {
  let open = 0;
  const answer = async (message: Buffer): Promise<void> => {
    open += 1;
    if (open === openCalls) socket.pause();
    try {
      const reply = await processMessage(spec, handler, message);
      if (reply !== undefined) socket.write(reply);
    } catch (error) {
      refuse(error);
    }
    open -= 1;
    if (open === openCalls - 1) socket.resume();
  };
  const refuse = (error: unknown): void => {
    log.warn({ service: spec.name, cause: (error as Error).message }, 'a connection was closed');
    socket.destroy();
  };
  const readChunk = thriftFrames((message) => void answer(message));
  socket.on('data', (chunk: Buffer) => {
    try {
      readChunk(chunk);
    } catch (error) {
      refuse(error);
    }
  });
}
