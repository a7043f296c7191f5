import { once } from 'node:events';
import http, {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import { type Duplex, pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { traceHeaders, withWait } from '../observe/context.ts';
import { acceptsGzip } from './accepts-gzip.ts';
import { addressOf } from './address.ts';
import { HttpError } from './errors.ts';

/** The destination of a forwarded request. */
export interface Target {
  /** The name of the service, for error texts. */
  service: string;
  /** The whole URL, with the query. */
  url: string;
  /** Milliseconds without a byte from the service after which the request fails with 504. */
  timeoutMs: number;
  /** The maximum number of bytes of a request's body. */
  bodyLimit: number;
  /** Sends the response when forwarding fails; the default is `sendText`. */
  fail?: (response: ServerResponse, status: number, text: string) => void;
}

// A Node server closes an idle connection after 5 s; closing it earlier avoids sending a request on a connection that is closing.
const httpAgent = new http.Agent({ keepAlive: true, timeout: 4000 });
const httpsAgent = new https.Agent({ keepAlive: true, timeout: 4000 });
const hopByHop = new Set(
  'connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);

/**
 * Forwards a request and relays the response, both as streams. Responds with 413 for a body over the limit, with 502 when the
 * service cannot be reached and with 504 when it stays silent. When the client disconnects, the request to the service is aborted.
 */
export async function forward(request: IncomingMessage, response: ServerResponse, to: Target): Promise<void> {
  const { fail = sendText } = to;
  if (Number(request.headers['content-length'] ?? 0) > to.bodyLimit) {
    request.resume();
    return fail(response, 413, tooLarge(to));
  }
  const { connection, path, transport } = addressOf(to.url);
  const upstream = transport.request({
    ...connection,
    path,
    method: request.method ?? 'GET',
    headers: upstreamHeaders(request),
    agent: transport === https ? httpsAgent : httpAgent,
    timeout: to.timeoutMs,
  });
  upstream.on('error', () => {}); // `once` below reports it; after the response has begun, the pipeline does
  upstream.on('timeout', () => upstream.destroy(new HttpError(504, silent(to))));
  response.once('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
  let received = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > to.bodyLimit) upstream.destroy(new HttpError(413, tooLarge(to)));
  });
  const responded = withWait('call', () => once(upstream, 'response') as Promise<[IncomingMessage]>);
  request.pipe(upstream);
  try {
    const [incoming] = await responded;
    relayResponse(request, incoming, response);
  } catch (error) {
    request.resume();
    if (error instanceof HttpError) fail(response, error.status, error.message);
    else fail(response, 502, unreachable(to));
  }
}

/** Sends a text that the gateway itself produced; the header `X-Answered-By` tells such a response from one of a service. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-answered-by': 'front-door' });
  response.end(text);
}

const tooLarge = ({ bodyLimit }: Target) =>
  `The body is too large: at most ${bodyLimit / 1024 ** 2} MiB (${bodyLimit} bytes) are taken.`;
const unreachable = (to: Target) =>
  `The ${to.service} service cannot be reached. It may be starting, or it has stopped; try again in a moment.`;
const silent = (to: Target) => `The ${to.service} service did not answer within ${to.timeoutMs / 1000} s.`;

function upstreamHeaders(request: IncomingMessage): IncomingHttpHeaders {
  const { host: _, expect: __, ...rest } = endToEnd(request.headers);
  return {
    ...rest,
    ...traceHeaders(),
    'x-forwarded-for': forwardedFor(request),
    // Always, because OpenWhisk limits a response to 1 MiB and a longer one fits only when it is compressed.
    'accept-encoding': 'gzip',
    ...(request.headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' }),
  };
}

function forwardedFor(request: IncomingMessage): string {
  const addresses = [request.headers['x-forwarded-for'], request.socket.remoteAddress];
  return addresses.filter((address) => address !== undefined).join(', ');
}

function relayResponse(request: IncomingMessage, incoming: IncomingMessage, response: ServerResponse): void {
  const headers = endToEnd(incoming.headers);
  const unpack = headers['content-encoding'] === 'gzip' && !acceptsGzip(request.headers['accept-encoding']);
  if (unpack) {
    delete headers['content-encoding'];
    delete headers['content-length'];
  }
  response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, headers);
  // When the service aborts its response, the client must see a broken connection, not a short response.
  const done = () => {};
  if (unpack && request.method !== 'HEAD') pipeline(incoming, createGunzip(), response, done);
  else pipeline(incoming, response, done);
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set((headers.connection ?? '').toLowerCase().split(/\s*,\s*/));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.has(name)),
  );
}

/** The destination of an upgraded connection; `timeoutMs` limits the time until the service accepts the upgrade. */
export type UpgradeTarget = Pick<Target, 'service' | 'url' | 'timeoutMs'>;

/** Milliseconds in which the remaining side of a connection may still read the last bytes. */
const lingerMs = 2000;
/** Milliseconds of silence after which TCP keep-alive checks whether the peer still exists. */
const probeAfterMs = 60_000;

/**
 * Forwards the upgraded connections of a server, such as WebSockets, to the target that `targetOf` returns for a path with its
 * query; undefined gives 404. SIGTERM and SIGINT close all connections, because a server waits for open ones before it ends.
 */
export function forwardUpgrades(server: Server, targetOf: (path: string) => UpgradeTarget | undefined): void {
  const sockets = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    const to = targetOf(request.url ?? '/');
    if (to === undefined) refuseUpgrade(socket, 404, `There is no ${request.url} here.`);
    else forwardUpgrade(request, socket, head, to);
  });
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      for (const socket of sockets) socket.destroy();
    });
  }
}

/**
 * Requests the client's upgrade from a service, with the client's headers and its `Host`, and pipes the two connections into each
 * other. When the service refuses the upgrade, its response is relayed. Responds with 502 when the service cannot be reached and
 * with 504 when it stays silent.
 */
export function forwardUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { service, url, timeoutMs }: UpgradeTarget,
): void {
  const { connection, path, transport } = addressOf(url);
  const headers = { ...request.headers, 'x-forwarded-for': forwardedFor(request) };
  const upstream = transport.request({ ...connection, path, headers, agent: false });
  const silent = setTimeout(() => {
    refuseUpgrade(socket, 504, `The ${service} service did not answer within ${timeoutMs / 1000} s.`);
    upstream.destroy();
  }, timeoutMs);
  const abort = () => upstream.destroy();
  // `read(0)` consumes no bytes and makes the socket report its end.
  const detectEnd = () => void socket.read(0);
  upstream.once('close', () => clearTimeout(silent));
  socket.on('error', abort).once('close', abort).once('end', abort).on('readable', detectEnd);

  upstream.on('error', () => {
    refuseUpgrade(socket, 502, `The ${service} service cannot be reached; try again in a moment.`);
  });
  upstream.on('response', (refusal) => {
    clearTimeout(silent);
    socket.write(headOf(refusal, 'close'));
    pipeAndClose(refusal, socket);
  });
  upstream.on('upgrade', (response, peer, peerHead) => {
    clearTimeout(silent);
    socket.off('error', abort).off('close', abort).off('end', abort).off('readable', detectEnd);
    if (socket.destroyed) return void peer.destroy();
    socket.write(headOf(response));
    socket.write(peerHead);
    peer.write(head);
    pipeAndClose(peer, socket);
    pipeAndClose(socket, peer);
  });
  upstream.end();
}

/** Responds to an upgrade request with an error, and closes the connection. */
export function refuseUpgrade(socket: Duplex, status: number, text: string, type = 'text/plain'): void {
  if (socket.destroyed || socket.writableEnded) return;
  socket.on('error', () => {});
  socket.write(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${type}; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
  closeSoon(socket);
}

/** Pipes one side into the other; when either side ends or fails, both are closed. */
function pipeAndClose(from: Readable, to: Duplex): void {
  if (from instanceof Socket) from.setKeepAlive(true, probeAfterMs); // detects that the peer's machine is down
  from.on('error', () => {});
  from.pipe(to, { end: false });
  for (const end of ['end', 'close']) from.once(end, () => closeSoon(to));
  to.once('close', () => from.destroy());
}

function closeSoon(side: Duplex): void {
  if (side.destroyed) return;
  const timer = setTimeout(() => side.destroy(), lingerMs).unref();
  side.once('close', () => clearTimeout(timer));
  side.end(() => side.destroy());
}

/** The status line and the received headers of a response; `connection` replaces the headers about the connection. */
function headOf(response: IncomingMessage, connection?: string): string {
  const { rawHeaders, statusCode, statusMessage } = response;
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const isAboutConnection = /^(connection|keep-alive|transfer-encoding)$/i.test(name);
    if (connection === undefined || !isAboutConnection) lines.push(`${name}: ${rawHeaders[at + 1]}`);
  }
  if (connection !== undefined) lines.push(`Connection: ${connection}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
