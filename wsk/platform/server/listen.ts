import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, ListenOptions } from 'node:net';
import { lingering, type RefusalOf, refuseSocket, refuseUnreadable } from '#shared/http/linger';
import { backlog } from '#shared/process/backlog';
import type { PlatformContext } from '../context.ts';
import { Refusal } from './refusal.ts';
import { type PlatformRequest, requestOf } from './request.ts';
import { errorResponse, type PlatformResponse, restCors, send, text } from './response.ts';
import { route } from './router.ts';

/** The servers that accept requests for a platform. */
export interface Ingress {
  close(): Promise<void>;
}

/**
 * Serves the platform as plain HTTP on a port (0 for a free one) of an address and on a Unix socket, and sets `platform.apihost`.
 * Rejects with one sentence when the port is in use or the socket cannot be opened.
 */
export async function listen(
  platform: PlatformContext,
  { port, host, socketPath }: { port: number; host: string; socketPath: string },
): Promise<Ingress> {
  const options = { keepAliveTimeout: 70_000, requestTimeout: 0, maxHeaderSize: 65_536 };
  const serve = lingering((incoming, outgoing) => void respond(platform, incoming, outgoing));
  const refuseExpectation = lingering((_incoming, outgoing) =>
    send(outgoing, text('The header Expect may only be 100-continue.', 417), undefined, []),
  );
  const servers = [createServer(options, serve), createServer(options, serve)] as const;
  const [tcp, local] = servers;
  for (const server of servers) {
    refuseUnreadable(server, refusalOf, textType);
    refuseConnect(server);
    // As on OpenWhisk, an empty Expect header asks for nothing.
    server.on('checkExpectation', (incoming, outgoing) => {
      if (incoming.headers.expect === '') serve(incoming, outgoing);
      else refuseExpectation(incoming, outgoing);
    });
  }
  await open(tcp, { port, host }).catch((error: NodeJS.ErrnoException) => {
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
    server.listen({ ...at, backlog }, resolve);
  });
}

/** Creates the request object, routes it, and sends the response or the error response. */
async function respond(
  platform: PlatformContext,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = requestOf(incoming);
  const { transactionId } = request;
  const rejection = rejectInvalid(request);
  if (rejection !== undefined) return send(outgoing, rejection, undefined, []);
  try {
    const { response, cors, withoutTransactionId } = await route(platform, request);
    send(outgoing, response, withoutTransactionId ? undefined : transactionId, cors);
  } catch (error) {
    const { response, cors } = errorResponse(error, transactionId);
    // An error after the client has disconnected is not a failure of the platform.
    if (!(error instanceof Refusal) && !outgoing.destroyed)
      platform.onEvent(`${request.method} ${request.path} failed: ${(error as Error).stack}`);
    send(outgoing, response, transactionId, cors ? restCors : []);
  }
}

const supportedMethods = new Set(['GET', 'DELETE', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE']);
const longestHeader = 8192;

/** The response to a request that OpenWhisk's HTTP layer rejects before routing; undefined for a valid request. */
function rejectInvalid({
  method,
  target,
  headers,
  rawHeaders,
}: PlatformRequest): PlatformResponse | undefined {
  if (!supportedMethods.has(method)) return text(`The HTTP method ${method} is not supported.`, 501);
  if (/[[\]#]|%(?![0-9a-fA-F]{2})/.test(target))
    return text(`The request target ${target} is not a valid URI.`, 400);
  if (rawHeaders.some((value) => value.length > longestHeader)) return text(headerTooLong, 431);
  const hasBody = Number(headers['content-length'] ?? 0) > 0;
  if (hasBody && (method === 'HEAD' || method === 'TRACE'))
    return text(`A ${method} request must not have a body.`, 422);
  return undefined;
}

const textType = 'text/plain; charset=UTF-8';
const headerTooLong = 'A header is longer than 8192 characters.';

/** The response to a request that Node's HTTP parser rejects. */
const refusalOf: RefusalOf = (code) => {
  if (code === 'HPE_INVALID_METHOD') return [501, 'The HTTP method is not supported.'];
  if (code === 'HPE_HEADER_OVERFLOW') return [431, headerTooLong];
  return [400, 'The request is not valid HTTP.'];
};

function refuseConnect(server: Server): void {
  server.on('connect', ({ headers }, socket) => {
    const status = Number(headers['content-length'] ?? 0) > 0 ? 422 : 400;
    refuseSocket(socket, status, 'CONNECT requests are not supported.', textType);
  });
}
