import { EventEmitter } from 'node:events';
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { GlueResponse } from './codec.ts';

/** Node's request with what its type leaves out: how the parser hands the headers over. */
export type NodeRequest = IncomingMessage & { _addHeaderLines(raw: string[], count: number): void };

/** Node's response with what its type leaves out: the places where it meets the network, the same in Node 20 and 24. */
export type NodeResponse<Connection> = Omit<
  ServerResponse<IncomingMessage>,
  'socket' | 'end' | 'destroyed'
> & {
  socket: Connection;
  destroyed: boolean;
  /** Whether the body is sent in pieces with their lengths between them. */
  chunkedEncoding: boolean;
  _closed: boolean;
  _headerSent: boolean;
  /** Whether the method and the status allow a body. */
  _hasBody: boolean;
  /** The status line and the headers as text, once they are fixed. */
  _header: string;
  _storeHeader(firstLine: string, headers: unknown): void;
  /** Sends a piece of the body, the first one together with the headers. */
  _send(data: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean;
  /** Sends informational answers, such as 103. */
  _writeRaw(data: unknown, encoding?: unknown, callback?: unknown): boolean;
  end(chunk?: unknown, encoding?: unknown, callback?: unknown): unknown;
};

/** The methods as Node has them. */
export const original = ServerResponse.prototype as unknown as NodeResponse<unknown>;

/**
 * The headers that a response has fixed. Those given to `writeHead` alone, with none set before, are only in the text
 * that would have been sent.
 */
export function headersOf(response: Pick<NodeResponse<unknown>, '_header' | 'getHeaders'>) {
  const headers = response.getHeaders();
  for (const _any in headers) return headers;
  return fromRaw(
    response._header
      .split('\r\n')
      .slice(1, -2)
      .flatMap((line) => line.split(/: (.*)/s, 2)),
  );
}

/** Names and values in turn as an object; a name that comes again gets a list. */
export function fromRaw(raw: string[]): GlueResponse['headers'] {
  const headers: Record<string, string | string[]> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name, value] = [(raw[i] as string).toLowerCase(), raw[i + 1] as string];
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}

/**
 * The address of the peer of every request: the platform, which is a proxy. As behind any proxy, the client's address is in
 * `x-forwarded-for`, which a service believes when its `trust proxy` includes the loopback addresses.
 */
export const peerAddress = '127.0.0.1';

/** A socket as far as Node's HTTP objects and frameworks look at it, over which nothing ever comes or goes. */
export class SilentSocket extends EventEmitter {
  readonly remoteAddress = peerAddress;
  readonly _writableState = { corked: 0 };
  readonly writableLength = 0;
  readable = true;
  writable = true;
  destroyed = false;

  destroy(): this {
    this.destroyed = true;
    this.readable = this.writable = false;
    return this;
  }

  /** A half-closed connection carries no answer any more, so that each way to end it breaks it. */
  end(): this {
    return this.destroy();
  }

  destroySoon(): void {
    this.destroy();
  }

  resetAndDestroy(): this {
    return this.destroy();
  }
}
function returnThis(this: SilentSocket): SilentSocket {
  return this;
}
for (const name of 'cork uncork pause resume ref unref setTimeout setNoDelay setKeepAlive'.split(' ')) {
  Object.defineProperty(SilentSocket.prototype, name, { value: returnThis });
}
