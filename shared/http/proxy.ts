import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import { withDeadline } from '../deadline.ts';
import { traceHeaders, withWait } from '../observe/context.ts';
import { acceptsGzip } from './accepts-gzip.ts';
import { addressOf } from './address.ts';
import { agentFor } from './agents.ts';
import { HttpError, statusOf } from './errors.ts';
import { lateResponse } from './late-response.ts';
import {
  maxFailureBytes,
  mayBePlatformFailure,
  platformFailure,
  type ResponseHead,
} from './platform-failure.ts';

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
  /** The error in place of a response with this status; undefined to pass it on, as the default does. */
  refuse?: (status: number) => HttpError | undefined;
}

/** The response of a service. Its body is a stream, unless it had to be read. */
interface Answer extends ResponseHead {
  statusText?: string | undefined;
  body: IncomingMessage | Buffer;
}

const hopByHop = new Set(
  'connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);
/** Seconds after which a client may try again what failed with 502 or 503. */
const retryAfter = '1';

/**
 * Forwards a request and relays the response, both as streams. Responds with 413 for a body over the limit, with 502 when the
 * service cannot be reached, with 504 when it stays silent, and with one of 502 to 504 for a failure of the platform that runs the
 * service (platform-failure.ts). A request that changes nothing is sent once more after a failure other than silence. When the client
 * disconnects, the request to the service is aborted.
 */
export async function forward(request: IncomingMessage, response: ServerResponse, to: Target): Promise<void> {
  const { fail = sendText } = to;
  const { 'content-length': length = 0, 'transfer-encoding': encoding } = request.headers;
  if (Number(length) > to.bodyLimit) return fail(response, 413, tooLarge(to));
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  const mayRepeat = isSafe && Number(length) === 0 && encoding === undefined;
  try {
    const answer = await withWait('call', () =>
      ask(request, response, to).catch((error: unknown) => {
        if (!mayRepeat || response.destroyed || statusOfFailure(error) === 504) throw error;
        return ask(request, response, to);
      }),
    );
    relay(request, response, answer);
  } catch (error) {
    const status = statusOfFailure(error);
    if (!response.headersSent && (status === 502 || status === 503))
      response.setHeader('Retry-After', retryAfter);
    fail(response, status, textOfFailure(error, to));
  }
}

const statusOfFailure = (error: unknown): number => statusOf(error) ?? 502;

function textOfFailure(error: unknown, to: Target): string {
  if (statusOfFailure(error) === 504) return silent(to);
  return error instanceof HttpError ? error.message : unreachable(to);
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
const limited = (to: Target) =>
  `The ${to.service} service takes no more requests for now: OpenWhisk limits how many run at once and in a minute. Try again in a minute.`;
const silent = (to: Target) => `The ${to.service} service did not answer within ${to.timeoutMs / 1000} s.`;

/** Sends a request to its service and resolves with the response. Rejects with the status for the client, or with an error of the connection. */
async function ask(
  request: IncomingMessage,
  response: ServerResponse,
  to: Target,
  method = request.method ?? 'GET',
): Promise<Answer> {
  const address = addressOf(to.url);
  const { connection, path, transport } = address;
  const upstream = transport.request({
    ...connection,
    path,
    method,
    headers: upstreamHeaders(request),
    agent: agentFor(address),
    timeout: to.timeoutMs,
  });
  upstream.on('error', () => {}); // `once` below reports it; after the response has begun, the pipeline does
  upstream.on('timeout', () => upstream.destroy(new HttpError(504, silent(to))));
  response.once('close', () => {
    if (!response.writableFinished || !upstream.writableFinished) upstream.destroy();
  });
  let received = 0;
  const count = (chunk: Buffer): void => {
    received += chunk.length;
    if (received > to.bodyLimit) upstream.destroy(new HttpError(413, tooLarge(to)));
  };
  request.on('data', count);
  // The rest of a body that nobody takes is thrown away.
  upstream.once('close', () => request.off('data', count).unpipe(upstream).resume());
  request.pipe(upstream);
  const [incoming] = (await once(upstream, 'response')) as [IncomingMessage];
  const { statusCode: status = 502, statusMessage: statusText, headers } = incoming;
  const streamed: Answer = { status, statusText, headers, body: incoming };
  const refusal = to.refuse?.(status);
  if (refusal !== undefined) {
    incoming.resume();
    throw refusal;
  }
  if (!mayBePlatformFailure(streamed)) return streamed;
  if (method === 'HEAD') {
    // The response to HEAD has no body that could tell.
    incoming.resume();
    return ask(request, response, to, 'GET');
  }
  const body = await smallBody(incoming);
  if (body === undefined) return streamed;
  const failure = platformFailure({ status, headers, text: `${body}` });
  if (failure === undefined) return { ...streamed, body };
  const late = await waitForLate(streamed, response, to);
  if (late !== undefined) return late;
  throw new HttpError(failure, reasonOf(status, failure, to));
}

/** Why a service that runs on OpenWhisk has not responded, by the status of OpenWhisk and the one for the client. */
function reasonOf(status: number, failure: number, to: Target): string {
  if (status === 429) return limited(to);
  return failure === 504 ? silent(to) : unreachable(to);
}

/** The response that OpenWhisk has not waited for; undefined when there is none to wait for. */
function waitForLate(head: ResponseHead, response: ServerResponse, to: Target) {
  const left = new AbortController();
  response.once('close', () => left.abort());
  return withDeadline(
    to.timeoutMs,
    () => silent(to),
    (signal) => lateResponse(addressOf(to.url), head, AbortSignal.any([signal, left.signal])),
  );
}

/** The whole body of a response that may be a failure of the platform; undefined for a longer one, which can then still be read. */
async function smallBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size <= maxFailureBytes) continue;
    incoming.unshift(Buffer.concat(chunks));
    return undefined;
  }
  return Buffer.concat(chunks);
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

function relay(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const headers = endToEnd(answer.headers);
  const unpack = headers['content-encoding'] === 'gzip' && !acceptsGzip(request.headers['accept-encoding']);
  if (unpack) {
    delete headers['content-encoding'];
    delete headers['content-length'];
  }
  const { status, statusText, body } = answer;
  response.writeHead(status, statusText, headers);
  if (body instanceof Buffer) return void response.end(unpack ? gunzipSync(body) : body);
  // When the service aborts its response, the client must see a broken connection, not a short response.
  const done = () => {};
  if (unpack && request.method !== 'HEAD') pipeline(body, createGunzip(), response, done);
  else pipeline(body, response, done);
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set((headers.connection ?? '').toLowerCase().split(/\s*,\s*/));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.has(name)),
  );
}
