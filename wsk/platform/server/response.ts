import type { ServerResponse } from 'node:http';
import { Refusal } from './refusal.ts';

/** The response of a route: a JSON value, or text or bytes with a content type. */
export interface PlatformResponse {
  status: number;
  /** A value that is sent as compact JSON. */
  json?: unknown;
  /** A body that is sent unchanged; its content-type is among the headers. */
  body?: string | Buffer;
  headers?: [name: string, value: string][];
}

/** The result of routing: a response and the CORS headers that precede the response's own headers. */
export interface RoutedResponse {
  response: PlatformResponse;
  cors: [string, string][];
  /** Omits the header X-Request-ID. */
  withoutTransactionId?: boolean;
}

/** The CORS headers of the REST API. */
export const restCors: [string, string][] = [
  ['Access-Control-Allow-Origin', '*'],
  [
    'Access-Control-Allow-Headers',
    'Authorization, Origin, X-Requested-With, Content-Type, Accept, User-Agent',
  ],
  ['Access-Control-Allow-Methods', 'GET, DELETE, POST, PUT, HEAD'],
];

/** The CORS headers of paths outside the REST API. */
export const outerCors = restCors.map(([name, value]): [string, string] => [
  name,
  name.endsWith('Methods') ? 'OPTIONS, GET, POST' : value,
]);

/** A response with a JSON body. */
export function json(value: unknown, status = 200, activationId?: string): PlatformResponse {
  return activationId === undefined
    ? { status, json: value }
    : { status, json: value, headers: [['x-openwhisk-activation-id', activationId]] };
}

/** A response with a body of plain text. */
export function text(body: string, status = 200): PlatformResponse {
  return { status, body, headers: [['Content-Type', 'text/plain; charset=UTF-8']] };
}

/** A response as it is written to a connection. */
export interface RawResponse {
  status: number;
  /** Names and values alternating. */
  headers: string[];
  body: string | Buffer | undefined;
}

/** Assembles the headers of a response: the transaction id unless it is undefined, the headers in `before`, the response's own. */
export function render(
  response: PlatformResponse,
  transactionId: string | undefined,
  before: [string, string][],
): RawResponse {
  const { status } = response;
  const headers = transactionId === undefined ? [] : ['X-Request-ID', transactionId];
  for (const [name, value] of before) headers.push(name, value);
  for (const [name, value] of response.headers ?? []) headers.push(name, value);
  let { body } = response;
  if (response.json !== undefined) {
    body = JSON.stringify(response.json);
    headers.push('Content-Type', 'application/json');
  }
  if (status >= 200 && status !== 204 && status !== 304) {
    headers.push('Content-Length', String(body === undefined ? 0 : Buffer.byteLength(body)));
  }
  return { status, headers, body };
}

/** Sends a response, unless the client has disconnected. */
export function send(
  outgoing: Pick<ServerResponse, 'headersSent' | 'destroyed' | 'writeHead' | 'end'>,
  response: PlatformResponse,
  transactionId: string | undefined,
  before: [string, string][],
): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  const { status, headers, body } = render(response, transactionId, before);
  outgoing.writeHead(status, headers);
  // Node writes headers and a string body as one string in the body's encoding, but HTTP headers are Latin-1.
  const isLatin1 = typeof body === 'string' && headers.some((text) => /[\x80-\xff]/.test(text));
  outgoing.end(isLatin1 ? Buffer.from(body as string) : body);
}

/** The response to an error: that of a refusal, or 500 for any other error. The member `code` is the transaction id. */
export function errorResponse(
  error: unknown,
  transactionId: string,
): { response: PlatformResponse; cors: boolean } {
  if (!(error instanceof Refusal)) {
    const text = error instanceof Error ? error.message : String(error);
    return {
      response: json({ code: transactionId, error: `The platform failed: ${text}` }, 500),
      cors: true,
    };
  }
  const response = json({ code: transactionId, error: error.message }, error.status);
  response.headers = Object.entries(error.headers);
  return { response, cors: error.cors };
}
