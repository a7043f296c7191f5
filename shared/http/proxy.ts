import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream';
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
  if (Number(request.headers['content-length'] ?? 0) > to.bodyLimit) return fail(response, 413, tooLarge(to));
  try {
    relay(request, response, await withWait('call', () => ask(request, response, to)));
  } catch (error) {
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

/** Sends a request to its service and resolves with the response. Rejects with the status for the client, or with an error of the connection. */
async function ask(request: IncomingMessage, response: ServerResponse, to: Target): Promise<IncomingMessage> {
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
    if (!response.writableFinished || !upstream.writableFinished) upstream.destroy();
  });
  let received = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > to.bodyLimit) upstream.destroy(new HttpError(413, tooLarge(to)));
  });
  // The rest of a body that nobody takes is thrown away.
  upstream.once('close', () => request.unpipe(upstream).resume());
  request.pipe(upstream);
  const [incoming] = (await once(upstream, 'response')) as [IncomingMessage];
  return incoming;
}

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

/** The header X-Forwarded-For of a forwarded request. */
export function forwardedFor(request: IncomingMessage): string {
  const addresses = [request.headers['x-forwarded-for'], request.socket.remoteAddress];
  return addresses.filter((address) => address !== undefined).join(', ');
}

function relay(request: IncomingMessage, response: ServerResponse, incoming: IncomingMessage): void {
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
