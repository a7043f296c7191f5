import type { ServerResponse } from 'node:http';
import { Refusal } from './refusal.ts';

/** What a route answers: a JSON value, or text or bytes of a type. */
export interface PlatformResponse {
  status: number;
  /** Sent as compact JSON. */
  json?: unknown;
  /** Sent as it is, with a content-type among the headers. */
  body?: string | Buffer;
  headers?: [name: string, value: string][];
}

/** What a route returns to the ingress: the response, with the CORS headers that go before its own. */
export interface RoutedResponse {
  response: PlatformResponse;
  cors: [string, string][];
  /** The response carries no transaction id. */
  withoutTransactionId?: boolean;
}

/** CORS headers of the REST API. */
export const restCors: [string, string][] = [
  ['Access-Control-Allow-Origin', '*'],
  [
    'Access-Control-Allow-Headers',
    'Authorization, Origin, X-Requested-With, Content-Type, Accept, User-Agent',
  ],
  ['Access-Control-Allow-Methods', 'GET, DELETE, POST, PUT, HEAD'],
];

/** CORS headers of what is outside the API. */
export const outerCors = restCors.map(([name, value]): [string, string] => [
  name,
  name.endsWith('Methods') ? 'OPTIONS, GET, POST' : value,
]);

/** An answer with a JSON body. */
export function json(value: unknown, status = 200, activationId?: string): PlatformResponse {
  return activationId === undefined
    ? { status, json: value }
    : { status, json: value, headers: [['x-openwhisk-activation-id', activationId]] };
}

/** An answer that is one line of text. */
export function text(body: string, status = 200): PlatformResponse {
  return { status, body, headers: [['Content-Type', 'text/plain; charset=UTF-8']] };
}

/** A response as it goes over a connection. */
export interface RawResponse {
  status: number;
  /** Names and values in turn. */
  headers: string[];
  body: string | Buffer | undefined;
}

/** An answer with its headers: the transaction id (unless undefined), the given ones, its own. */
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

/** Sends an answer, unless the client has disconnected. */
export function send(
  outgoing: Pick<ServerResponse, 'headersSent' | 'destroyed' | 'writeHead' | 'end'>,
  response: PlatformResponse,
  transactionId: string | undefined,
  before: [string, string][],
): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  const { status, headers, body } = render(response, transactionId, before);
  outgoing.writeHead(status, headers);
  // Node writes a text together with the headers and in its encoding, but headers are Latin-1.
  const isLatin1 = typeof body === 'string' && headers.some((text) => /[\x80-\xff]/.test(text));
  outgoing.end(isLatin1 ? Buffer.from(body as string) : body);
}

/** The answer to a refusal; `code` is the transaction id. */
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
