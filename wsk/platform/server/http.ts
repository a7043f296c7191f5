import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Lendable } from '../../placements/direct/lines.ts';
import { malformed, Refusal, tooLarge, unsupportedType } from './refusal.ts';

/** What a route answers: a JSON value, or text or bytes of a type. */
export interface Answer {
  status: number;
  /** Sent as compact JSON. */
  json?: unknown;
  /** Sent as it is, with a content-type among the headers. */
  body?: string | Buffer;
  headers?: [name: string, value: string][];
}

/** A request as routes need it: of node:http, or from the door, where its body is read already. */
export interface Incoming {
  method?: string | undefined;
  url?: string | undefined;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body?: Buffer;
  /** Set for a request from an action: offers a line for those that follow. */
  lend?: (what: Lendable) => void;
  readonly complete: boolean;
  on: IncomingMessage['on'];
  resume(): unknown;
}

/** Where an answer goes; header names and values in turn. */
export interface Outgoing {
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  writeHead(status: number, headers: string[]): unknown;
  end(body?: string | Buffer): unknown;
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
export function json(value: unknown, status = 200, activationId?: string): Answer {
  return activationId === undefined
    ? { status, json: value }
    : { status, json: value, headers: [['x-openwhisk-activation-id', activationId]] };
}

/** An answer that is one line of text. */
export function text(body: string, status = 200): Answer {
  return { status, body, headers: [['Content-Type', 'text/plain; charset=UTF-8']] };
}

/** Writes an answer, with the transaction id (unless undefined) and the given headers before its own. */
export function send(
  response: Outgoing,
  answer: Answer,
  transactionId: string | undefined,
  before: [string, string][],
): void {
  if (response.headersSent || response.destroyed) return;
  const raw = transactionId === undefined ? [] : ['X-Request-ID', transactionId];
  for (const [name, value] of before) raw.push(name, value);
  for (const [name, value] of answer.headers ?? []) raw.push(name, value);
  let body: string | Buffer | undefined = answer.body;
  if (answer.json !== undefined) {
    body = JSON.stringify(answer.json);
    raw.push('Content-Type', 'application/json');
  }
  if (answer.status >= 200 && answer.status !== 204 && answer.status !== 304) {
    raw.push('Content-Length', String(body === undefined ? 0 : Buffer.byteLength(body)));
  }
  // Node writes a text together with the headers and then in its encoding; headers are to be Latin-1.
  if (typeof body === 'string' && raw.some((text) => /[\x80-\xff]/.test(text))) body = Buffer.from(body);
  response.writeHead(answer.status, raw);
  response.end(body);
}

/** The answer to a refusal; `code` is the transaction id. */
export function refused(error: unknown, transactionId: string): { answer: Answer; cors: boolean } {
  if (!(error instanceof Refusal)) {
    const text = error instanceof Error ? error.message : String(error);
    return { answer: json({ code: transactionId, error: `The platform failed: ${text}` }, 500), cors: true };
  }
  const answer = json({ code: transactionId, error: error.message }, error.status);
  answer.headers = Object.entries(error.headers);
  return { answer, cors: error.cors };
}

/** Reads a request's body; refuses one larger than `limit` bytes. */
export async function readBody(request: Incoming, limit: number, cors = true): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw tooLarge('request', announced, limit, cors);
  if (request.body !== undefined) return request.body;
  if (announced === 0 && request.headers['transfer-encoding'] === undefined) return Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) reject(tooLarge('request', size, limit, cors));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/** Reads a JSON object; `required` says whether the body may be missing (then it is an empty object). */
export async function readObject(
  request: Incoming,
  limit: number,
  required: boolean,
): Promise<Record<string, unknown>> {
  const body = await readBody(request, limit);
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (body.length === 0 && !required) return {};
  if (body.length > 0 && type !== 'application/json')
    throw unsupportedType(type || 'application/octet-stream');
  let value: unknown;
  try {
    if (!isUtf8(body)) throw new Error('it is not UTF-8');
    value = JSON.parse(body.toString());
  } catch (error) {
    throw malformed(`The request body is not JSON: ${(error as Error).message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw malformed(
    `The request body must be a JSON object, not ${Array.isArray(value) ? 'an array' : String(value)}.`,
  );
}
