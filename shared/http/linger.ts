import {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** How much a server throws away, and how long, of a request that it has already responded to and that nobody reads. */
export interface Bounds {
  bytes: number;
  ms: number;
}

const standard: Bounds = { bytes: 32 * 1024 * 1024, ms: 10_000 };

/** The latest response of a connection. */
const latest = new WeakMap<Duplex, ServerResponse>();

/**
 * Wraps a listener so that a client can read the response to a request that it is still sending, for example a 413. A socket that is
 * closed with unread bytes resets its connection, and the client may lose the response. So the rest of the request is read and thrown
 * away, as by nginx's lingering close. A client that exceeds the bounds is disconnected. A request that the listener reads on, such
 * as an upload whose response has an early status, has no bounds.
 */
export const lingering =
  (listener: RequestListener, bounds = standard): RequestListener =>
  (request, response) => {
    latest.set(request.socket, response);
    // This runs before Node's own listener of the event, which closes the socket after the last response of a connection.
    response.prependOnceListener('finish', () => {
      if (request.complete) return;
      const { socket } = request;
      const stop = discard(socket, bounds, () => isRead(request));
      socket.destroySoon = () => void socket.end();
      request.once('end', () => {
        stop();
        Reflect.deleteProperty(socket, 'destroySoon');
        if (socket.writableEnded) socket.destroySoon();
      });
      request.resume();
    });
    listener(request, response);
  };

const isRead = (request: IncomingMessage): boolean =>
  request.listenerCount('data') + request.listenerCount('readable') > 0;

/** Responds on the socket of a request that has no response object, such as one to upgrade, and closes the connection as above. */
export function refuseSocket(
  socket: Duplex,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
  bounds = standard,
): void {
  if (!socket.writable) return;
  socket.on('error', () => {});
  discard(socket, bounds);
  socket.once('end', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${type}\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}

/** The status and the text of the response to a request that Node's parser rejects. */
export type RefusalOf = (code: string | undefined) => [status: number, text: string];

/** Responds to requests that Node's parser rejects, also when their clients still send. */
export function refuseUnreadable(
  server: Server,
  refusalOf: RefusalOf = standardRefusal,
  type?: string,
): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = latest.get(socket);
    // The bytes would become part of a response that has begun.
    if (response?.headersSent && !response.writableFinished) return void socket.destroy();
    const [status, text] = refusalOf(error.code);
    refuseSocket(socket, status, text, type);
  });
}

const statuses: Partial<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const standardRefusal: RefusalOf = (code = '') => {
  const status = statuses[code] ?? 400;
  return [status, `${STATUS_CODES[status]}`];
};

/**
 * Reads and throws away what a socket receives until `stop`; destroys the socket when the bounds are exceeded. What is received while
 * `isWanted` does not count.
 */
function discard(
  socket: Duplex | Socket,
  { bytes, ms }: Bounds,
  isWanted = (): boolean => false,
): () => void {
  let left = bytes;
  const timer = setInterval(() => {
    if (!isWanted()) socket.destroy();
  }, ms);
  const count = (chunk: Buffer): void => {
    if (!isWanted()) left -= chunk.length;
    if (left < 0) socket.destroy();
  };
  const stop = (): void => {
    clearInterval(timer);
    socket.off('data', count);
  };
  socket.on('data', count).once('close', stop);
  return stop;
}
