import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, ListenOptions } from 'node:net';
import type { PlatformContext } from '../context.ts';
import { Refusal } from './refusal.ts';
import { type PlatformRequest, requestOf } from './request.ts';
import { errorResponse, type PlatformResponse, restCors, send, text } from './response.ts';
import { route } from './router.ts';

/** Where a platform is reached. */
export interface Ingress {
  close(): Promise<void>;
}

/**
 * Serves the platform on a port of 127.0.0.1 (0: a free one) and on a Unix socket, as plain HTTP on both, and notes the address
 * in `platform.apihost`. Rejects with one sentence when the port is taken or the socket cannot be opened.
 */
export async function listen(
  platform: PlatformContext,
  { port, socketPath }: { port: number; socketPath: string },
): Promise<Ingress> {
  const options = { keepAliveTimeout: 70_000, requestTimeout: 0, maxHeaderSize: 65_536 };
  const serve = (incoming: IncomingMessage, outgoing: ServerResponse): void =>
    void respond(platform, incoming, outgoing);
  const servers = [createServer(options, serve), createServer(options, serve)] as const;
  const [tcp, local] = servers;
  for (const server of servers) refuseUnreadable(server);
  await open(tcp, { port, host: '127.0.0.1' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is taken; stop what listens there or choose another port.`);
  });
  platform.apihost = `http://127.0.0.1:${(tcp.address() as AddressInfo).port}`;
  rmSync(socketPath, { force: true });
  await open(local, { path: socketPath }).catch((error: Error) => {
    tcp.close();
    throw new Error(
      `The socket ${socketPath} cannot be opened (${error.message}); choose a short path (TMPDIR).`,
    );
  });
  return {
    close: async () => {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      for (const server of servers) server.closeAllConnections();
      await Promise.all(closed);
    },
  };
}

function open(server: Server, at: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, resolve);
  });
}

/** Makes the request object, has it routed, and sends its response or the error response. */
async function respond(
  platform: PlatformContext,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = requestOf(incoming);
  const { transactionId } = request;
  const unreadable = refuseTarget(request);
  if (unreadable !== undefined) return send(outgoing, unreadable, undefined, []);
  try {
    const { response, cors, withoutTransactionId } = await route(platform, request);
    send(outgoing, response, withoutTransactionId ? undefined : transactionId, cors);
  } catch (error) {
    const { response, cors } = errorResponse(error, transactionId);
    // A client that has disconnected is no failure of the platform.
    if (!(error instanceof Refusal) && !outgoing.destroyed)
      platform.onEvent(`${request.method} ${request.path} failed: ${(error as Error).stack}`);
    send(outgoing, response, transactionId, cors ? restCors : []);
  }
  // The rest of a body that nobody has read must be discarded before the connection can be used again.
  if (!incoming.complete) incoming.resume();
}

const served = new Set(['GET', 'DELETE', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE']);
const longestHeader = 8192;

/** What OpenWhisk's HTTP layer refuses before any route is asked. */
function refuseTarget({
  method,
  target,
  headers,
  rawHeaders,
}: PlatformRequest): PlatformResponse | undefined {
  if (!served.has(method)) return text(`The HTTP method ${method} is not supported.`, 501);
  if (/[[\]#]|%(?![0-9a-fA-F]{2})/.test(target))
    return text(`The request target ${target} is not a valid URI.`, 400);
  if (rawHeaders.some((value) => value.length > longestHeader))
    return text('A header is longer than 8192 characters.', 431);
  const hasBody = Number(headers['content-length'] ?? 0) > 0;
  if (hasBody && (method === 'HEAD' || method === 'TRACE'))
    return text(`A ${method} request must not have a body.`, 422);
  return undefined;
}

/** Answers what Node's parser does not accept. */
function refuseUnreadable(server: Server): void {
  const reply = (status: string, text: string): string =>
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`;
  server.on('connect', (request, socket) => {
    const status =
      Number(request.headers['content-length'] ?? 0) > 0 ? '422 Unprocessable Entity' : '400 Bad Request';
    socket.end(reply(status, 'CONNECT requests are not supported.'));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return socket.destroy();
    const method = error.code === 'HPE_INVALID_METHOD';
    if (method) socket.end(reply('501 Not Implemented', 'The HTTP method is not supported.'));
    else socket.end(reply('400 Bad Request', 'The request is not valid HTTP.'));
  });
}
