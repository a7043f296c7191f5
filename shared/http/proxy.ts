import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import { traceHeaders, waiting } from '../observe/context.ts';
import { behindDoor, sendThroughDoor } from './door.ts';
import type { RawAnswer } from './exchange.ts';

/** Where a request goes: the service's name for error texts, and the whole URL. */
export interface Target {
  service: string;
  url: string;
  /** Milliseconds of silence after which the service counts as stuck. */
  timeoutMs: number;
  /** Bytes that a request's body may have. */
  bodyLimit: number;
  /** How failures are answered; `answer` unless said otherwise. */
  fail?: (response: ServerResponse, status: number, text: string) => void;
}

// Idle connections go before the 5 s after which a Node server closes its side.
const agents = {
  'http:': new http.Agent({ keepAlive: true, timeout: 4000 }),
  'https:': new https.Agent({ keepAlive: true, timeout: 4000 }),
};
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

class Failure extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Passes a request on and its answer back, both as streams. Answers by itself with 413 for a body over the limit,
 * 502 when the service cannot be reached and 504 when it stays silent. A client that goes away ends the call.
 */
export async function forward(request: IncomingMessage, response: ServerResponse, to: Target): Promise<void> {
  const { fail = answer } = to;
  if (Number(request.headers['content-length'] ?? 0) > to.bodyLimit) {
    request.resume();
    return fail(response, 413, tooLarge(to));
  }
  const target = behindDoor(to.url);
  if (target !== undefined) return throughDoor(request, response, to, target);
  const { protocol } = new URL(to.url);
  const secure = protocol === 'https:';
  const upstream = (secure ? https : http).request(to.url, {
    method: request.method ?? 'GET',
    headers: upstreamHeaders(request),
    agent: agents[secure ? 'https:' : 'http:'],
    timeout: to.timeoutMs,
  });
  upstream.on('error', () => {}); // `once` reports it below; after an answer began, the pipeline does
  upstream.on('timeout', () => upstream.destroy(new Failure(504, silent(to))));
  response.once('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
  let received = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > to.bodyLimit) upstream.destroy(new Failure(413, tooLarge(to)));
  });
  const answered = waiting('call', () => once(upstream, 'response') as Promise<[IncomingMessage]>);
  request.pipe(upstream);
  try {
    const [incoming] = await answered;
    passBack(request, incoming, response);
  } catch (error) {
    request.resume();
    if (error instanceof Failure) fail(response, error.status, error.message);
    else fail(response, 502, unreachable(to));
  }
}

/** The same for an action of the embedded OpenWhisk beside: its requests and answers have at most 1 MiB, so they come whole. */
async function throughDoor(
  request: IncomingMessage,
  response: ServerResponse,
  to: Target,
  target: string,
): Promise<void> {
  const { fail = answer } = to;
  const gaveUp = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gaveUp.abort();
  });
  const body = await bodyOf(request, to.bodyLimit).catch(() => gaveUp.abort());
  if (gaveUp.signal.aborted) return;
  if (body === undefined) return fail(response, 413, tooLarge(to));
  const { 'transfer-encoding': _, 'content-length': __, ...asked } = upstreamHeaders(request);
  const headers: Record<string, string> = { host: new URL(to.url).host };
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) headers[name] = String(value);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    gaveUp.abort();
  }, to.timeoutMs);
  const outgoing = { method: request.method ?? 'GET', headers, body, signal: gaveUp.signal };
  const answered = await waiting('call', () => sendThroughDoor(target, outgoing)).catch(() => undefined);
  clearTimeout(timer);
  if (answered !== undefined) return passBackWhole(request, answered, response);
  if (late) fail(response, 504, silent(to));
  else fail(response, 502, unreachable(to));
}

/** The body of a request; undefined when it has more bytes than it may. Rejects when the client goes away. */
function bodyOf(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received <= limit) chunks.push(chunk);
    });
    request.once('end', () => resolve(received <= limit ? Buffer.concat(chunks) : undefined));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the client has gone away')));
  });
}

function passBackWhole(
  request: IncomingMessage,
  { status, headers, body }: RawAnswer,
  response: ServerResponse,
): void {
  const { 'content-encoding': coding, 'content-length': _, ...rest } = endToEnd(headers);
  const unpack = coding === 'gzip' && !acceptsGzip(request.headers['accept-encoding']);
  response.writeHead(status, unpack || coding === undefined ? rest : { ...rest, 'content-encoding': coding });
  response.end(unpack ? gunzipSync(body) : body);
}

/** An answer of the front door's own, marked so that nobody takes it for a service's. */
export function answer(response: ServerResponse, status: number, text: string): void {
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
  const via = [request.headers['x-forwarded-for'], request.socket.remoteAddress];
  return {
    ...rest,
    ...traceHeaders(),
    'x-forwarded-for': via.filter((address) => address !== undefined).join(', '),
    // Always: where answers are limited to 1 MiB, long ones come compressed or not at all.
    'accept-encoding': 'gzip',
    ...(request.headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' }),
  };
}

function passBack(request: IncomingMessage, incoming: IncomingMessage, response: ServerResponse): void {
  const headers = endToEnd(incoming.headers);
  const unpack = headers['content-encoding'] === 'gzip' && !acceptsGzip(request.headers['accept-encoding']);
  if (unpack) {
    delete headers['content-encoding'];
    delete headers['content-length'];
  }
  response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, headers);
  // Broken off on the way: the client must see a broken connection, not a short answer.
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

/** Whether an Accept-Encoding header allows gzip. */
export function acceptsGzip(header: string | string[] | undefined): boolean {
  const offers = String(header ?? '')
    .toLowerCase()
    .split(',');
  const quality = (coding: string) => {
    const offer = offers.find((text) => text.split(';')[0]?.trim() === coding);
    return offer === undefined ? undefined : Number(/;\s*q=([\d.]+)/.exec(offer)?.[1] ?? 1);
  };
  return (quality('gzip') ?? quality('*') ?? 0) > 0;
}
