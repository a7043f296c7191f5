import { EventEmitter } from 'node:events';
import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type GlueRequest, type GlueResponse, plainAnswer } from './codec.ts';
import { headersOf, type NodeRequest, type NodeResponse, original, SilentSocket } from './node-http.ts';
import { refusal, type Service, type WebAction, webAction } from './web-action.ts';

/**
 * Makes a web action of an HTTP service without a socket: each activation becomes a request and a response of
 * Node's server, which the listener gets as that server would hand them over. The service stays as it is.
 */
export function injectRequest(service: Service): WebAction {
  return webAction(service, (listener, request, answer) => {
    const connection = new Connection(request, answer);
    const { incoming, response } = connection;
    const working: unknown = listener(incoming, response as unknown as Parameters<RequestListener>[1]);
    if (working instanceof Promise) working.catch((error: unknown) => connection.fail(error));
    return () => connection.destroy();
  });
}

type Response = NodeResponse<Connection>;

const brokenAnswer = plainAnswer(502, 'The service broke off the connection.');

/** What a service sees of the connection. Nothing is sent over it: what is written gathers in `chunks`. */
class Connection extends SilentSocket {
  readonly incoming: IncomingMessage;
  readonly response: Response;
  readonly answer: (response: GlueResponse) => void;
  readonly chunks: Buffer[] = [];
  isEnding = false;
  /** Whether the connection broke before the response had ended: what was written is then no complete answer. */
  isBroken = false;

  constructor({ method, url, headers, body }: GlueRequest, answer: (response: GlueResponse) => void) {
    super();
    this.answer = answer;
    const incoming = new IncomingMessage(this as unknown as Socket) as NodeRequest;
    incoming.method = method;
    incoming.url = url;
    const raw: string[] = [];
    for (const name in headers) raw.push(name, headers[name] as string);
    incoming._addHeaderLines(raw, raw.length);
    incoming.headers = headers;
    incoming.httpVersion = '1.1';
    incoming.httpVersionMajor = incoming.httpVersionMinor = 1;
    incoming.complete = true;
    if (body.length > 0) incoming.push(body);
    incoming.push(null);
    this.incoming = incoming;

    // Only properties of this one object can be relied on: frameworks exchange the prototype of a response.
    const response = new ServerResponse(incoming) as unknown as Response;
    response.socket = this;
    response.sendDate = false;
    response._storeHeader = storeHeader;
    response._writeRaw = ignore;
    response._send = send;
    response.end = end;
    response.on('finish', finished);
    // Without a listener an error, such as that of a write after the end, would end the process.
    response.on('error', noop);
    this.response = response;
    for (const emitter of [incoming, response, this]) emitter.emit = shieldedEmit(this);
  }

  /** Answers for something that the service has thrown when nobody could catch it. */
  fail(error: unknown): void {
    const answer = refusal(error);
    this.answer(this.isBroken ? brokenAnswer : answer);
  }

  /** Breaks the connection off, as a client that goes away; the service hears of it and may stop working. */
  override destroy(): this {
    if (!this.destroyed) {
      this.isBroken = !this.response.writableEnded;
      process.nextTick(brokenOff, this);
    }
    return super.destroy();
  }
}

function storeHeader(this: Response, firstLine: string, headers: unknown): void {
  original._storeHeader.call(this, firstLine, headers);
  this.chunkedEncoding = false;
}

function ignore(this: Response, _data: unknown, encoding?: unknown, callback = encoding): boolean {
  if (typeof callback === 'function') process.nextTick(shielded, this.socket, callback);
  return true;
}

/**
 * Emits events so that a listener that throws ends neither the instance nor the requests of others in it. In a server such an
 * error ends the process.
 */
function shieldedEmit(connection: Connection): EventEmitter['emit'] {
  return function emit(this: EventEmitter, ...event: Parameters<EventEmitter['emit']>): boolean {
    return shielded(connection, () => EventEmitter.prototype.emit.apply(this, event)) ?? true;
  };
}

function shielded<Result>(connection: Connection, call: () => Result): Result | undefined {
  try {
    return call();
  } catch (error) {
    connection.fail(error);
    return undefined;
  }
}

function noop(): void {}

function send(this: Response, data: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean {
  const { chunks, isEnding } = this.socket;
  this._headerSent = true;
  if (typeof data === 'string') {
    if (data !== '') chunks.push(Buffer.from(data, encoding as BufferEncoding));
  } else {
    // After a write, but not after the end, the service may use the memory for its next piece.
    chunks.push(isEnding ? Buffer.from(data.buffer, data.byteOffset, data.length) : Buffer.from(data));
  }
  return ignore.call(this, data, encoding, callback);
}

function end(this: Response, chunk?: unknown, encoding?: unknown, callback?: unknown): unknown {
  this.socket.isEnding = true;
  return original.end.call(this, chunk, encoding, callback);
}

/** Node calls the listeners of `finish` when all is written; the response closes after all of them. */
function finished(this: Response): void {
  process.nextTick(close, this);
}

function brokenOff(connection: Connection): void {
  const { response, incoming, isBroken } = connection;
  if (isBroken) incoming.destroy(new Error('aborted'));
  connection.emit('close');
  close(response);
}

function close(response: Response): void {
  if (response._closed) return;
  response._closed = response.destroyed = true;
  const { incoming, answer } = response.socket;
  answer(answerOf(response));
  response.emit('close');
  // Node's server now reads what the service left unread; only who listens could notice.
  if (incoming.listenerCount('end') + incoming.listenerCount('close') > 0) incoming.resume();
}

function answerOf(response: Response): GlueResponse {
  const { chunks, isBroken } = response.socket;
  const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  if (isBroken || isIncomplete(response, body)) return brokenAnswer;
  return { status: statusOf(response), headers: headersOf(response), body };
}

/** The status that the response has sent: a later change of `statusCode` has no effect. */
const statusOf = ({ _header }: Response): number => Number(/^HTTP\/1\.1 (\d+)/.exec(_header)?.[1]);

/** Whether a body has fewer bytes than its header says, where the response may have a body. */
const isIncomplete = (response: Response, body: Buffer): boolean =>
  response._hasBody && body.length < Number(headersOf(response)['content-length'] ?? 0);
