import { createServer, type Server, type Socket } from 'node:net';
import { log } from '../observe/log.ts';
import { thriftFrames } from './message.ts';
import { processMessage } from './process.ts';
import type { ServiceSpec } from './service.ts';

/** Calls that one connection may have open; it is not read until some are answered. */
const openCalls = 256;

/**
 * Serves a handler over framed binary Thrift, calls of one connection also at the same time. Resolves when it listens on
 * the port of 127.0.0.1, or on the path of a unix socket; rejects when that is taken. Ends on SIGTERM and SIGINT.
 */
export function serveThrift<Handler extends object>(
  spec: ServiceSpec<Handler>,
  handler: Handler,
  where: number | string,
): Promise<Server> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay();
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, spec, handler);
  });
  const stop = (): void => {
    server.close();
    for (const socket of sockets) socket.end();
    setTimeout(() => process.exit(0), 100).unref();
  };
  if (typeof where === 'number')
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const ready = (): void => resolve(server);
    if (typeof where === 'number') server.listen(where, process.env.HOST ?? '127.0.0.1', ready);
    else server.listen(where, ready).unref();
  });
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
  const take = thriftFrames((message) => void answer(message));
  socket.on('data', (chunk: Buffer) => {
    try {
      take(chunk);
    } catch (error) {
      refuse(error);
    }
  });
}
